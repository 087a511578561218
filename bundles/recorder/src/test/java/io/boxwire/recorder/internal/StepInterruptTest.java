package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Frame;
import io.boxwire.api.Recording.State;
import io.boxwire.api.SteppedRecording;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Callers that are interrupted in a step: no frame is lost, none comes twice. */
final class StepInterruptTest extends SteppedFixture {
  private static final int PICTURES = 1500;

  @Test
  void step_interruptedBefore_throwsAndMakesNoStep() throws Exception {
    device.frames(0, 1).end();
    SteppedRecording recording = begun(request());
    Thread.currentThread().interrupt();
    assertThatThrownBy(recording::step).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(muxers.written).isEmpty();
    assertThat(steps(recording)).isEqualTo(1);
  }

  @Test
  void step_interruptedWhileItWaits_takesItBack() throws Exception {
    device.pace.drainPermits();
    device.frames(0, 2).end();
    SteppedRecording recording = begun(request());
    Caller<Boolean> caller = call(recording::step);
    awaitTrue(() -> caller.thread().getState() == Thread.State.WAITING);
    caller.thread().interrupt();
    assertThatThrownBy(caller::result).hasCauseInstanceOf(InterruptedException.class);
    device.pace.release(10);
    awaitTrue(() -> recording.state() == State.STOPPING);
    // The picture that the step asked for is not written without another one.
    assertThat(muxers.written).isEmpty();
    assertThat(steps(recording)).isEqualTo(2);
  }

  @Test
  void step_interruptedWhileItsFrameIsWritten_finishesItAndStaysInterrupted() throws Exception {
    muxers.room.drainPermits();
    device.frames(0, 1).end();
    SteppedRecording recording = begun(request());
    Caller<List<Boolean>> caller =
        call(() -> List.of(recording.step(), Thread.currentThread().isInterrupted()));
    awaitTrue(muxers.room::hasQueuedThreads);
    caller.thread().interrupt();
    muxers.room.release(10);
    assertThat(caller.result()).containsExactly(true, true);
    assertThat(recording.step()).isFalse();
    assertThat(muxers.written).hasSize(1);
  }

  @Test
  void step_interruptedWhileItsFrameIsRefused_isTakenBack() throws Exception {
    refuseBeforeSync();
    muxers.room.drainPermits();
    device.frames(0, 1).frame(sync(1)).end();
    SteppedRecording recording = begun(request());
    Caller<Boolean> caller = call(recording::step);
    awaitTrue(muxers.room::hasQueuedThreads);
    caller.thread().interrupt();
    awaitTrue(() -> !caller.thread().isInterrupted());
    muxers.room.release(1);
    assertThatThrownBy(caller::result).hasCauseInstanceOf(InterruptedException.class);
    muxers.room.release(10);
    assertThat(recording.step()).isTrue();
    assertThat(recording.step()).isFalse();
  }

  @Test
  void step_interruptedAtAnyMoment_writesEachFrameOnceAndInOrder() throws Exception {
    Random random = new Random(42);
    device.pace.drainPermits();
    List<Long> script = script(random);
    SteppedRecording recording = begun(request().queueCapacity(8));
    Caller<Counts> caller = call(() -> stepThrough(recording));
    while (caller.thread().isAlive()) {
      device.pace.release();
      spin(random.nextInt(200));
      caller.thread().interrupt();
      spin(random.nextInt(2000));
    }
    Counts counts = caller.result();
    assertThat(muxers.written).hasSameSizeAs(script);
    for (int track = 1; track <= 2; track++) {
      int wanted = track;
      assertThat(muxers.written)
          .extracting(StepInterruptTest::key)
          .filteredOn(key -> key % 10 == wanted)
          .isEqualTo(script.stream().filter(key -> key % 10 == wanted).toList());
    }
    assertThat(counts.made()).isEqualTo(PICTURES);
    assertThat(counts.takenBack()).isGreaterThan(100);
    System.out.println("interrupted steps: " + counts);
  }

  /** Pictures with one or two blocks of audio here and there. */
  private List<Long> script(Random random) {
    device.tracks(FakeDevice.VIDEO, FakeDevice.AUDIO);
    List<Long> script = new ArrayList<>();
    int blocks = 0;
    for (int i = 0; i < PICTURES; i++) {
      for (int n = random.nextInt(3); n > 0; n--) {
        add(script, block(320L * blocks++));
      }
      add(script, Frame.on(1).time(i * 3000L).duration(3000));
    }
    device.end();
    return script;
  }

  private void add(List<Long> script, Frame.Builder frame) {
    device.frame(frame);
    script.add(key(frame.build()));
  }

  private static long key(Frame frame) {
    return frame.decodeTime() * 10 + frame.track();
  }

  private static Counts stepThrough(SteppedRecording recording) throws Exception {
    int made = 0;
    int finished = 0;
    int takenBack = 0;
    while (true) {
      try {
        if (!recording.step()) {
          return new Counts(made, finished, takenBack);
        }
        made++;
        finished += Thread.interrupted() ? 1 : 0;
      } catch (InterruptedException e) {
        takenBack++;
      }
    }
  }

  /**
   * What became of a caller's steps.
   *
   * @param made those that wrote a frame
   * @param finished those of them that were interrupted meanwhile
   * @param takenBack those that were given up by an interrupt
   */
  private record Counts(int made, int finished, int takenBack) {}

  private static void spin(int times) {
    for (int i = 0; i < times; i++) {
      Thread.onSpinWait();
    }
  }

  /** A thread that makes steps and can be interrupted. */
  private record Caller<T>(Thread thread, FutureTask<T> task) {
    T result() throws Exception {
      return task.get(10, TimeUnit.SECONDS);
    }
  }

  private static <T> Caller<T> call(Callable<T> steps) {
    FutureTask<T> task = new FutureTask<>(steps);
    Thread thread = new Thread(task, "caller");
    thread.start();
    return new Caller<>(thread, task);
  }
}
