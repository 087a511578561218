package io.boxwire.device.k230.internal.container;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.SteppedRecording;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.internal.module.Parts;
import java.util.function.Consumer;

/** Records: each frame is a step of a recording that the recorder runs. */
final class RecordingSession implements Session {
  private final SteppedRecording recording;
  private final String what;

  private RecordingSession(SteppedRecording recording, String what) {
    this.recording = recording;
    this.what = what;
  }

  /**
   * Opens the device and creates the file, or leaves all as it was.
   *
   * @param cfg what is recorded
   * @param parts give the recorder
   * @param warnings takes what recorder and muxer notice
   */
  static RecordingSession open(Mp4CfgStr cfg, Parts parts, Consumer<String> warnings)
      throws MediaException {
    RecordingRequest request =
        RecordingSettings.request(
            cfg, parts.defaultDevice(), event -> tell(event, cfg.muxerCfg.fileName, warnings));
    String what = "recording from " + request.device() + " to " + cfg.muxerCfg.fileName;
    try {
      return new RecordingSession(parts.recorder().open(request), what);
    } catch (MediaException e) {
      throw named(what, e);
    }
  }

  /**
   * That a recording begins and ends is no warning, nor that frames are left out: the statistics
   * count them, and each stop makes some.
   */
  private static void tell(MediaEvent event, String fileName, Consumer<String> warnings) {
    switch (event.kind()) {
      case RECORDING_STARTED, FILE_OPENED, FILE_CLOSED, FRAMES_LEFT_OUT -> {
        // As it should be.
      }
      case RECORDING_ENDED -> {
        if (event.frames().isPresent()) {
          warnings.accept(fileName + ": " + event.message());
        }
      }
      default -> warnings.accept(fileName + ": " + event.message());
    }
  }

  @Override
  public void start() throws MediaException {
    try {
      recording.begin();
    } catch (MediaException e) {
      throw named(e);
    }
  }

  @Override
  public boolean process() throws MediaException, InterruptedException {
    try {
      return recording.step();
    } catch (MediaException e) {
      throw named(e);
    }
  }

  @Override
  public void end() throws MediaException {
    recording.stop();
    try {
      awaitEnd();
    } catch (MediaException e) {
      throw named(e);
    }
  }

  @Override
  public Report report() {
    return new Report(recording.statistics(), Report.NOTHING.lateness());
  }

  /**
   * Waits until device and file are closed, which takes the recorder a bounded time. An interrupt
   * meanwhile is kept for later: the file is to be finished all the same.
   */
  private void awaitEnd() throws MediaException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          recording.await();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private MediaException named(MediaException e) {
    return named(what, e);
  }

  private static MediaException named(String what, MediaException e) {
    return MediaException.of(e.code(), what + ": " + e.getMessage(), e);
  }
}
