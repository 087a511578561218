package io.boxwire.recorder.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recorder;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.capture.CaptureDevice;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** A recorder whose muxers come and go as a test says, as in a framework. */
public final class SwappableRecorder {
  private final List<MuxerFactory> present = new CopyOnWriteArrayList<>();
  private final DefaultRecorder recorder;

  /**
   * Makes a recorder.
   *
   * @param first the muxer that is there from the beginning
   * @param devices the capture devices
   * @param events is told what happens to each recording
   */
  public SwappableRecorder(
      MuxerFactory first,
      List<CaptureDevice> devices,
      BiConsumer<RecordingStatus, MediaEvent> events) {
    present.add(first);
    recorder =
        new DefaultRecorder(
            () -> present, () -> devices, () -> true, events, task -> {}, Optional::empty);
  }

  /** The recorder. */
  public Recorder recorder() {
    return recorder;
  }

  /** Takes all muxers away, as the registry does before they are stopped. */
  public void withdraw() {
    List<MuxerFactory> going = List.copyOf(present);
    present.clear();
    going.forEach(recorder::withdrawn);
  }

  /** Brings a muxer. */
  public void bring(MuxerFactory muxer) {
    present.add(muxer);
    recorder.muxerCame();
  }
}
