package io.boxwire.recorder.internal;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.Source;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.recorder.internal.configured.Engine;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.ServiceReference;

/** The recorder and its parts, for configured recordings. */
final class ComponentEngine implements Engine {
  private final DefaultRecorder recorder;
  private final Services<MuxerFactory> muxers;
  private final Services<CaptureDevice> devices;
  private final Services<DemuxerFactory> demuxers;
  private final Listeners listeners;
  private final Set<ServiceReference<CodecPlugin>> codecs = ConcurrentHashMap.newKeySet();

  ComponentEngine(
      DefaultRecorder recorder,
      Services<MuxerFactory> muxers,
      Services<CaptureDevice> devices,
      Services<DemuxerFactory> demuxers,
      Listeners listeners) {
    this.recorder = recorder;
    this.muxers = muxers;
    this.devices = devices;
    this.demuxers = demuxers;
    this.listeners = listeners;
  }

  void add(ServiceReference<CodecPlugin> codec) {
    codecs.add(codec);
  }

  void remove(ServiceReference<CodecPlugin> codec) {
    codecs.remove(codec);
  }

  @Override
  public Optional<String> missing(String device, Collection<String> wanted) {
    if (devices.bestFirst().stream().noneMatch(one -> one.id().equals(device))) {
      return Optional.of("the capture device " + device);
    }
    if (muxers.bestFirst().isEmpty()) {
      return Optional.of("a muxer");
    }
    return wanted.stream()
        .filter(codec -> codecs.stream().noneMatch(plugin -> isOf(codec, plugin)))
        .findFirst()
        .map(codec -> "the codec " + codec);
  }

  private static boolean isOf(String codec, ServiceReference<CodecPlugin> plugin) {
    return codec.equals(plugin.getProperty(CodecPlugin.CODEC));
  }

  @Override
  public Recording start(RecordingRequest request) throws MediaException {
    return recorder.start(request);
  }

  @Override
  public Optional<Demuxer> read(Path file) throws MediaException {
    Optional<DemuxerFactory> reader = demuxers.bestFirst().stream().findFirst();
    return reader.isEmpty()
        ? Optional.empty()
        : Optional.of(reader.get().open(new Source.File(file), DemuxerOptions.builder().build()));
  }

  @Override
  public Optional<RecordingStatus> running(RecordingRequest request) {
    return recorder.recordings().stream()
        .filter(recording -> recording.request() == request)
        .findFirst();
  }

  @Override
  public void hurry(RecordingRequest request) {
    recorder.hurry(request);
  }

  @Override
  public void tell(RecordingStatus recording, MediaEvent event) {
    listeners.tell(recording, event);
  }
}
