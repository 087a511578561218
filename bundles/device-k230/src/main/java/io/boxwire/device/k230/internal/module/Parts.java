package io.boxwire.device.k230.internal.module;

import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recorder;
import io.boxwire.api.codec.CodecPlugin;
import java.util.List;

/** The parts that the module works with, as they are present at the time of a call. */
public interface Parts {
  /**
   * Opens muxers.
   *
   * @throws MediaException {@code SERVICE_GONE} if none is present
   */
  MuxerFactory muxers() throws MediaException;

  /**
   * Opens demuxers.
   *
   * @throws MediaException {@code SERVICE_GONE} if none is present
   */
  DemuxerFactory demuxers() throws MediaException;

  /**
   * Records.
   *
   * @throws MediaException {@code SERVICE_GONE} if none is present
   */
  Recorder recorder() throws MediaException;

  /** The codec plugins, best first. */
  List<CodecPlugin> codecs();

  /** The {@code device.id} of the device that is recorded from where none is named. */
  String defaultDevice();
}
