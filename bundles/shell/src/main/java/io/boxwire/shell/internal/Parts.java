package io.boxwire.shell.internal;

import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recorder;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.Repairer;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.codec.CodecPlugin;
import java.util.List;

/** The parts of the framework that are present now. Safe for use by any number of threads. */
interface Parts {
  /**
   * The muxer to use.
   *
   * @throws MediaException if none is present
   */
  MuxerFactory muxers() throws MediaException;

  /**
   * The demuxer to use.
   *
   * @throws MediaException if none is present
   */
  DemuxerFactory demuxers() throws MediaException;

  /**
   * The recorder to use.
   *
   * @throws MediaException if none is present
   */
  Recorder recorder() throws MediaException;

  /**
   * The repairer to use.
   *
   * @throws MediaException if none is present
   */
  Repairer repairer() throws MediaException;

  /** The codec plugins, best first. */
  List<CodecPlugin> codecs();

  /** The capture devices, best first. */
  List<CaptureDevice> devices();

  /** How the recordings in progress stand, and those that configuration asks for. */
  List<RecordingStatus> recordings();

  /** The further commands that can be run: of one name the best, and none with a name of ours. */
  List<Extension> extensions();

  /** Everything present, and the bundles with parts that are not, for people. */
  List<Part> list();

  /** The version of the commands. */
  String version();

  /** Whether the commands are being taken away, so that one that only waits must return. */
  boolean leaving();

  /**
   * One part that is present.
   *
   * @param kind what it is: codec, muxer, demuxer, repairer, recorder, device or command; or
   *     bundle, one that is not active
   * @param name the codec, container, device or command
   * @param bundle the symbolic name of its bundle
   * @param version the version of its bundle
   * @param ranking its service ranking
   * @param detail what more there is to say, possibly nothing
   */
  record Part(
      String kind, String name, String bundle, String version, int ranking, String detail) {}
}
