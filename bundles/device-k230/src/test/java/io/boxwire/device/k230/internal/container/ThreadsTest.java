package io.boxwire.device.k230.internal.container;

import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_G711U;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_H264;
import static io.boxwire.device.k230.Mp4Container.MP4_CONFIG_TYPE_DEMUXER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.device.k230.DemuxerCfgStr.Pacing;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import io.boxwire.itests.fixtures.Waits;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A thread that waits in {@code process}, and others that end or interrupt it. */
@Timeout(60)
class ThreadsTest {
  private static final int FRAMES = 12;

  private final TimedCamera camera = TimedCamera.at(25, K230Fixture.builtin()).stallingAt(FRAMES);
  private final K230Fixture k230 = new K230Fixture().defaultDevice(camera);
  private final Mp4Container container = k230.container();

  private final AtomicInteger made = new AtomicInteger();

  @TempDir private Path folder;

  /** What ends a process from another thread. */
  enum End {
    STOP {
      @Override
      void of(Mp4Container container) throws Exception {
        container.stop();
      }
    },
    DESTROY {
      @Override
      void of(Mp4Container container) throws Exception {
        container.destroy();
      }
    },
    MODULE_GONE {
      @Override
      void of(Mp4Container container) {
        ((DefaultMp4Container) container).moduleGone();
      }
    };

    abstract void of(Mp4Container container) throws Exception;
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void process_endedByAnotherThreadWhileRecording_returnsAndTheFileIsWhole(End end)
      throws Exception {
    startRecording();
    Worker worker = Worker.run(() -> processAll());
    awaitMade(FRAMES);
    worker.awaitWaiting();

    end.of(container);

    worker.assertEnded(end);
    assertThat(Recorded.of(folder.resolve("a.mp4")).video()).hasSize(FRAMES);
    container.destroy();
    assertThat(camera.open).hasValue(0);
    assertThat(camera.released).hasValue(camera.delivered.get());
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void process_endedByAnotherThreadWhilePlaying_returns(End end) throws Exception {
    startPlaying();
    Worker worker = Worker.run(() -> processAll());
    awaitMade(1);
    worker.awaitWaiting();

    end.of(container);

    worker.assertEnded(end);
    container.destroy();
  }

  /** Whoever loops on process is told once that another thread has ended it, then of the order. */
  @ParameterizedTest
  @EnumSource(
      value = End.class,
      names = {"STOP", "DESTROY"})
  void process_endedByAnotherThreadInBetween_returnsFalseOnce(End end) throws Exception {
    startRecording();
    K230Fixture.process(container, 3);
    endOnAnotherThread(end);

    assertThat(container.process()).isFalse();
    assertThatThrownBy(container::process)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(end == End.STOP ? "call destroy" : "call create");
    container.destroy();
  }

  @Test
  void process_moduleGoneInBetween_throwsEachTime() throws Exception {
    startRecording();
    K230Fixture.process(container, 3);
    endOnAnotherThread(End.MODULE_GONE);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(container::process)
          .isInstanceOfSatisfying(
              MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.SERVICE_GONE));
    }
    container.destroy();
  }

  /** Who calls destroy knows that there are no more frames, whoever has called stop. */
  @Test
  void process_stoppedByAnotherThreadAndDestroyedByThis_isOutOfOrder() throws Exception {
    startRecording();
    K230Fixture.process(container, 3);
    endOnAnotherThread(End.STOP);
    container.destroy();

    assertThatThrownBy(container::process)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("call create");
  }

  private void endOnAnotherThread(End end) throws Exception {
    Worker.run(
            () -> {
              end.of(container);
              return null;
            })
        .join();
  }

  @Test
  void process_interruptedWhileRecording_losesNothingAndGoesOn() throws Exception {
    startRecording();
    K230Fixture.process(container, FRAMES);
    Worker worker = Worker.run(container::process);
    worker.awaitWaiting();
    worker.thread.interrupt();
    assertThatThrownBy(worker::join).hasCauseInstanceOf(InterruptedException.class);

    Thread.currentThread().interrupt();
    assertThatThrownBy(container::process).isInstanceOf(InterruptedException.class);

    camera.goOn.countDown();
    K230Fixture.process(container, 10);
    container.stop();
    container.destroy();
    Recorded recorded = Recorded.of(folder.resolve("a.mp4"));
    assertThat(recorded.video()).hasSize(FRAMES + 10);
    for (int i = 0; i < FRAMES + 10; i++) {
      assertThat(recorded.video().get(i).nanos()).isEqualTo(i * 40_000_000L);
    }
    assertThat(camera.released).hasValue(camera.delivered.get());
  }

  @Test
  void process_interruptedWhilePlaying_losesNothingAndGoesOn() throws Exception {
    Mp4CfgStr cfg = played();
    int[] count = new int[1];
    cfg.demuxerCfg.listener = frame -> count[0]++;
    cfg.demuxerCfg.pacing = Pacing.REALTIME;
    container.create(cfg);
    container.start();
    int frames = 0;
    int interrupts = 0;
    boolean more = true;
    while (more) {
      if (frames % 3 == 0 && interrupts == frames / 3) {
        Thread.currentThread().interrupt();
        interrupts++;
        assertThatThrownBy(container::process).isInstanceOf(InterruptedException.class);
      }
      Worker worker = Worker.run(container::process);
      if (frames % 5 == 4 && interrupts < 100) {
        worker.thread.interrupt();
      }
      try {
        more = (Boolean) worker.join();
        frames += more ? 1 : 0;
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(InterruptedException.class);
        interrupts++;
      }
    }
    container.destroy();

    assertThat(count[0]).isEqualTo(frames).isEqualTo(samples());
    assertThat(interrupts).isGreaterThan(5);
  }

  @Test
  void stop_interruptedThread_finishesTheFileAndLeavesTheFlagUp() throws Exception {
    startRecording();
    K230Fixture.process(container, FRAMES);
    Thread.currentThread().interrupt();

    container.stop();
    container.destroy();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(Recorded.of(folder.resolve("a.mp4")).video()).hasSize(FRAMES);
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void onFrame_endsTheContainer_thatFrameIsTheLast(End end) throws Exception {
    Mp4CfgStr cfg = played();
    int[] count = new int[1];
    cfg.demuxerCfg.listener =
        frame -> {
          if (++count[0] == 3) {
            try {
              end.of(container);
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          }
        };
    container.create(cfg);
    container.start();
    for (int i = 0; i < 3; i++) {
      assertThat(container.process()).isTrue();
    }
    assertThatThrownBy(container::process)
        .isInstanceOf(end == End.MODULE_GONE ? MediaException.class : IllegalStateException.class);
    container.destroy();
    assertThat(count[0]).isEqualTo(3);
  }

  @Test
  void process_twoThreadsAtOnce_refusesTheSecond() throws Exception {
    startPlaying();
    Worker worker = Worker.run(() -> processAll());
    awaitMade(1);
    worker.awaitWaiting();

    assertThatThrownBy(container::process)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("one at a time");
    container.destroy();
    worker.assertEnded(End.DESTROY);
  }

  private Object processAll() throws Exception {
    while (container.process()) {
      made.incrementAndGet();
    }
    return made.get();
  }

  private void awaitMade(int frames) {
    Waits.until(() -> made.get() >= frames);
  }

  private void startRecording() throws Exception {
    container.create(
        K230Fixture.recordingFromDefault(
            folder.resolve("a.mp4"), MP4_CODEC_ID_H264, MP4_CODEC_ID_G711U));
    container.start();
  }

  /** A configuration that plays a file of a second. */
  private Mp4CfgStr played() throws Exception {
    Path file = folder.resolve("played.mp4");
    new K230Fixture()
        .record(K230Fixture.recording(file, MP4_CODEC_ID_H264, MP4_CODEC_ID_G711U), 30);
    Mp4CfgStr cfg = new Mp4CfgStr(MP4_CONFIG_TYPE_DEMUXER);
    cfg.setDemuxerCfg(file.toString(), frame -> {});
    return cfg;
  }

  private int samples() throws Exception {
    Recorded recorded = Recorded.of(folder.resolve("played.mp4"));
    return recorded.video().size() + recorded.audio().size();
  }

  /** Plays a recording whose second frame is late: no later than a camera's clock is believed. */
  private void startPlaying() throws Exception {
    Path file = folder.resolve("slow.mp4");
    TimedCamera slow = new TimedCamera("slow", K230Fixture.builtin(), i -> i * 9_000_000_000L);
    K230Fixture fixture = new K230Fixture().defaultDevice(slow);
    fixture.record(K230Fixture.recordingFromDefault(file, MP4_CODEC_ID_H264, -1), 3);
    Mp4CfgStr cfg = new Mp4CfgStr(MP4_CONFIG_TYPE_DEMUXER);
    cfg.setDemuxerCfg(file.toString(), frame -> {}, Pacing.REALTIME);
    container.create(cfg);
    container.start();
  }

  /** A thread that makes calls, and what became of them. */
  private record Worker(Thread thread, FutureTask<Object> task) {
    static Worker run(Callable<?> calls) {
      FutureTask<Object> task = new FutureTask<>(calls::call);
      Thread thread = new Thread(task, "worker");
      thread.start();
      return new Worker(thread, task);
    }

    Object join() throws Exception {
      return task.get();
    }

    /** Waits until the thread waits in process. */
    void awaitWaiting() {
      Waits.until(this::waits);
    }

    private boolean waits() {
      boolean inProcess = false;
      for (StackTraceElement element : thread.getStackTrace()) {
        inProcess |= element.getMethodName().equals("process");
      }
      Thread.State state = thread.getState();
      return inProcess && (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING);
    }

    void assertEnded(End end) throws Exception {
      if (end == End.MODULE_GONE) {
        assertThatThrownBy(this::join)
            .cause()
            .isInstanceOfSatisfying(
                MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.SERVICE_GONE));
      } else {
        assertThat((Integer) join()).isPositive();
      }
    }
  }
}
