package io.boxwire.recorder.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.SteppedRecording;
import io.boxwire.api.capture.CaptureDevice;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.BundleContext;
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
@Component(service = Recorder.class, immediate = true)
public final class RecorderComponent implements Recorder {
  private static final Logger LOG = LoggerFactory.getLogger(RecorderComponent.class);

  private static final String MP4 = "(" + MuxerFactory.CONTAINER + "=mp4)";
  private static final String ANY = "(" + CaptureDevice.DEVICE_ID + "=*)";

  private final Services<MuxerFactory> muxers;
  private final Services<CaptureDevice> devices;
  private final DefaultRecorder recorder;

  /**
   * Makes the component.
   *
   * @param context of the bundle
   */
  @Activate
  public RecorderComponent(BundleContext context) {
    this.muxers = new Services<>(context, MuxerFactory.class, MP4);
    this.devices = new Services<>(context, CaptureDevice.class, ANY);
    this.recorder =
        new DefaultRecorder(
            muxers::bestFirst,
            devices::bestFirst,
            (recording, event) -> LOG.debug("{}: {}", recording.name(), event),
            RecorderComponent::log);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = MP4)
  void bindMuxer(ServiceReference<MuxerFactory> reference, MuxerFactory service) {
    muxers.add(reference, service);
  }

  void unbindMuxer(ServiceReference<MuxerFactory> reference, MuxerFactory service) {
    muxers.remove(reference);
    recorder.withdrawn(service);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindDevice(ServiceReference<CaptureDevice> reference, CaptureDevice service) {
    devices.add(reference, service);
  }

  void unbindDevice(ServiceReference<CaptureDevice> reference, CaptureDevice service) {
    devices.remove(reference);
    recorder.withdrawn(service);
  }

  @Deactivate
  void deactivate() {
    recorder.close();
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
    return recorder.recordings();
  }

  @Override
  public Recorder using(MuxerFactory muxer, Collection<? extends CaptureDevice> captureDevices) {
    return recorder.using(muxer, captureDevices);
  }

  /** Says how a recording ended, since it may be that nobody waits for it. */
  private static void log(RecordingTask task) {
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
