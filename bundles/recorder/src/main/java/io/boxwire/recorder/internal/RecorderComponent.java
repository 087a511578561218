package io.boxwire.recorder.internal;

import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingListener;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.Repairer;
import io.boxwire.api.SteppedRecording;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.recorder.internal.configured.ConfiguredRecordings;
import io.boxwire.recorder.internal.configured.RecordingConfigurations;
import io.boxwire.recorder.internal.configured.RunEnds;
import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the recorder as a service, with whichever muxers and devices are present. Parts are keyed
 * by their reference, so that of two with one name each comes and goes by itself.
 *
 * <p>A part is withdrawn here before its own component is deactivated: a recording that uses it has
 * time to write what is queued.
 */
@Component(
    service = {Recorder.class, RecordingConfigurations.class},
    immediate = true)
public final class RecorderComponent implements Recorder, RecordingConfigurations {
  private static final Logger LOG = LoggerFactory.getLogger(RecorderComponent.class);

  private static final String MP4 = "(" + MuxerFactory.CONTAINER + "=mp4)";
  private static final String REPAIRER = "(" + Repairer.CONTAINER + "=mp4)";

  /** A property of the framework: a folder for what is remembered from process to process. */
  private static final String STATE = "io.boxwire.state";

  private static final String ENDS = "recordings.properties";
  private static final String ANY = "(" + CaptureDevice.DEVICE_ID + "=*)";

  private final Services<MuxerFactory> muxers;
  private final Services<CaptureDevice> devices;
  private final Services<Repairer> repairers;

  /** They read what a run has written whose process died. */
  private final Services<DemuxerFactory> demuxers;

  private final Listeners listeners = new Listeners();
  private final RecorderSchedule schedule = new RecorderSchedule();
  private final DefaultRecorder recorder;
  private final ComponentEngine engine;
  private final ConfiguredRecordings configured;

  /**
   * Makes the component.
   *
   * @param context of the bundle
   */
  @Activate
  public RecorderComponent(BundleContext context) {
    this.muxers = new Services<>(context, MuxerFactory.class, MP4);
    this.devices = new Services<>(context, CaptureDevice.class, ANY);
    this.demuxers = new Services<>(context, DemuxerFactory.class, MP4);
    this.repairers = new Services<>(context, Repairer.class, REPAIRER);
    Bundle framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
    this.recorder =
        new DefaultRecorder(
            muxers::bestFirst,
            devices::bestFirst,
            () -> framework.getState() != Bundle.STOPPING,
            this::tell,
            this::log,
            () -> repairers.bestFirst().stream().findFirst());
    this.engine = new ComponentEngine(recorder, muxers, devices, demuxers, listeners);
    this.configured = new ConfiguredRecordings(engine, schedule, new RunEnds(ends(context)));
  }

  /**
   * Kept by the framework when the bundle is updated; a framework may keep nothing, and one whose
   * memory is that of a process says where else there is a folder.
   */
  private static Optional<Path> ends(BundleContext context) {
    String state = context.getProperty(STATE);
    if (state != null) {
      return Optional.of(Path.of(state, ENDS));
    }
    return Optional.ofNullable(context.getDataFile(ENDS)).map(File::toPath);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = MP4)
  void bindMuxer(ServiceReference<MuxerFactory> reference, MuxerFactory service) {
    muxers.add(reference, service);
    recorder.muxerCame();
    configured.partsChanged();
  }

  void unbindMuxer(ServiceReference<MuxerFactory> reference, MuxerFactory service) {
    muxers.remove(reference);
    recorder.withdrawn(service);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindDevice(ServiceReference<CaptureDevice> reference, CaptureDevice service) {
    devices.add(reference, service);
    configured.partsChanged();
  }

  void unbindDevice(ServiceReference<CaptureDevice> reference, CaptureDevice service) {
    devices.remove(reference);
    recorder.withdrawn(service);
  }

  /** Only which codecs there are is of interest here: the muxer is who uses them. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindCodec(ServiceReference<CodecPlugin> reference) {
    engine.add(reference);
    configured.partsChanged();
  }

  void unbindCodec(ServiceReference<CodecPlugin> reference) {
    engine.remove(reference);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = MP4)
  void bindDemuxer(ServiceReference<DemuxerFactory> reference, DemuxerFactory service) {
    demuxers.add(reference, service);
  }

  void unbindDemuxer(ServiceReference<DemuxerFactory> reference) {
    demuxers.remove(reference);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = REPAIRER)
  void bindRepairer(ServiceReference<Repairer> reference, Repairer service) {
    repairers.add(reference, service);
    recorder.repairerCame();
  }

  void unbindRepairer(ServiceReference<Repairer> reference) {
    repairers.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindListener(ServiceReference<RecordingListener> reference, RecordingListener service) {
    listeners.add(reference, service);
  }

  void unbindListener(ServiceReference<RecordingListener> reference) {
    listeners.remove(reference);
  }

  @Deactivate
  void deactivate() {
    configured.close();
    recorder.close();
    schedule.close();
  }

  @Override
  public Recording start(RecordingRequest request) throws MediaException {
    return recorder.start(request);
  }

  @Override
  public SteppedRecording open(RecordingRequest request) throws MediaException {
    return recorder.open(request);
  }

  @Override
  public List<RecordingStatus> recordings() {
    Stream<RecordingStatus> called =
        recorder.recordings().stream().filter(run -> !configured.owns(run.request()));
    return Stream.concat(called, configured.statuses().stream())
        .sorted(Comparator.comparing(RecordingStatus::name))
        .toList();
  }

  @Override
  public Entry add(String pid) {
    return configured.add(pid);
  }

  @Override
  public Recorder using(MuxerFactory muxer, Collection<? extends CaptureDevice> captureDevices) {
    return recorder.using(muxer, captureDevices);
  }

  private void tell(RecordingStatus recording, MediaEvent event) {
    if (!configured.told(recording, event)) {
      LOG.debug("{}: {}", recording.name(), event);
      listeners.tell(recording, event);
    }
  }

  /** Says how a recording ended, since it may be that nobody waits for it. */
  private void log(RecordingTask task) {
    if (configured.owns(task.status().request())) {
      return;
    }
    task.failure()
        .ifPresentOrElse(
            failure -> {
              // Whoever waits gets the exception; the log of everyone else needs its reason only.
              LOG.warn("{} failed: {}", task, failure.getMessage());
              LOG.debug("{} failed", task, failure);
            },
            () -> LOG.debug("{} ended", task));
  }
}
