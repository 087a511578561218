package io.boxwire.shell.internal;

import io.boxwire.api.Boxwire;
import io.boxwire.api.CommandExtension;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recorder;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.Repairer;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.codec.CodecPlugin;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Parts as a test puts them together; at first there are none. */
final class TestParts implements Parts {
  private Optional<MuxerFactory> muxers = Optional.empty();
  private Optional<DemuxerFactory> demuxers = Optional.empty();
  private Optional<Recorder> recorder = Optional.empty();
  private Optional<Repairer> repairer = Optional.empty();
  private List<CodecPlugin> codecs = List.of();
  private List<CaptureDevice> devices = List.of();
  private List<RecordingStatus> recordings = List.of();
  private List<Part> list = List.of();
  private List<Extension> extensions = List.of();
  private volatile boolean leaving;

  /** The parts of the build, found without a framework. */
  static TestParts real() {
    Boxwire boxwire = Boxwire.load(TestParts.class.getClassLoader());
    return new TestParts()
        .with(boxwire.codecs())
        .with(boxwire.muxers())
        .with(boxwire.demuxers())
        .with(boxwire.devices().toArray(new CaptureDevice[0]))
        .with(boxwire.recorder().orElseThrow())
        .with(boxwire.repairer().orElseThrow());
  }

  TestParts with(MuxerFactory factory) {
    muxers = Optional.of(factory);
    return this;
  }

  TestParts with(DemuxerFactory factory) {
    demuxers = Optional.of(factory);
    return this;
  }

  TestParts with(Recorder one) {
    recorder = Optional.of(one);
    return this;
  }

  TestParts with(Repairer one) {
    repairer = Optional.of(one);
    return this;
  }

  TestParts with(List<CodecPlugin> plugins) {
    codecs = plugins;
    return this;
  }

  TestParts with(CaptureDevice... present) {
    devices = List.of(present);
    return this;
  }

  TestParts recording(RecordingStatus... inProgress) {
    recordings = List.of(inProgress);
    return this;
  }

  TestParts listing(Part... parts) {
    list = List.of(parts);
    return this;
  }

  TestParts with(CommandExtension... commands) {
    extensions = Stream.of(commands).map(Extension::new).toList();
    return this;
  }

  void leave() {
    leaving = true;
  }

  @Override
  public MuxerFactory muxers() throws MediaException {
    return muxers.orElseThrow(() -> MediaException.of(Code.SERVICE_GONE, "no muxer is present"));
  }

  @Override
  public DemuxerFactory demuxers() throws MediaException {
    return demuxers.orElseThrow(
        () -> MediaException.of(Code.SERVICE_GONE, "no demuxer is present"));
  }

  @Override
  public Recorder recorder() throws MediaException {
    return recorder.orElseThrow(
        () -> MediaException.of(Code.SERVICE_GONE, "no recorder is present"));
  }

  @Override
  public Repairer repairer() throws MediaException {
    return repairer.orElseThrow(
        () -> MediaException.of(Code.SERVICE_GONE, "no repairer is present"));
  }

  @Override
  public List<CodecPlugin> codecs() {
    return codecs;
  }

  @Override
  public List<CaptureDevice> devices() {
    return devices;
  }

  @Override
  public List<RecordingStatus> recordings() {
    return recordings;
  }

  @Override
  public List<Extension> extensions() {
    return extensions;
  }

  @Override
  public List<Part> list() {
    return list;
  }

  @Override
  public String version() {
    return "1.2.3";
  }

  @Override
  public boolean leaving() {
    return leaving;
  }
}
