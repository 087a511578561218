package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.SteppedRecording;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Stepped recordings of a device that tests command. */
abstract class SteppedFixture extends RecorderFixture {
  SteppedRecording begun(RecordingRequest.Builder request) throws Exception {
    SteppedRecording recording = recorder.open(request.build());
    recording.begin();
    return recording;
  }

  /** Refuses pictures before the first sync picture, as muxers do. */
  void refuseBeforeSync() {
    muxers.checking(
        frame -> {
          boolean begun = muxers.written.stream().anyMatch(before -> before.track() == 1);
          if (!begun && frame.track() == 1 && !frame.sync()) {
            throw MediaException.of(Code.BAD_FRAME, "before the first sync sample");
          }
        });
  }

  static int steps(SteppedRecording recording) throws Exception {
    int steps = 0;
    while (recording.step()) {
      steps++;
    }
    return steps;
  }

  static void stopped(SteppedRecording recording) throws Exception {
    recording.stop();
    recording.await();
  }

  static CompletableFuture<Boolean> stepAsync(SteppedRecording recording) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return recording.step();
          } catch (MediaException | InterruptedException e) {
            throw new CompletionException(e);
          }
        });
  }

  static Frame.Builder block(long time) {
    return Frame.on(2).time(time).duration(320);
  }

  static Frame.Builder sync(int number) {
    return Frame.on(1).time(number * 3000L).duration(3000).randomAccess(RandomAccess.SYNC);
  }
}
