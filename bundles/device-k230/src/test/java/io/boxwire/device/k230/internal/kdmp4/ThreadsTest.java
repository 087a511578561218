package io.boxwire.device.k230.internal.kdmp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.device.k230.KMp4Config;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KU64Ptr;
import io.boxwire.device.k230.KdMp4;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls from several threads, interrupts, and the end of the module under a call. */
@Timeout(60)
class ThreadsTest {
  private static final int TRACKS = 6;
  private static final int BLOCKS = 200;

  @TempDir Path folder;
  private final Rig rig = new Rig();
  private final KdMp4 kd = rig.kd;
  private final Camera camera = Camera.h264();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void writeFrame_aThreadForEachTrack_losesNothing() throws Exception {
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, 0);
    CyclicBarrier together = new CyclicBarrier(TRACKS);
    List<Long> tracks = new ArrayList<>();
    for (int i = 0; i < TRACKS; i++) {
      tracks.add(rig.track(handle, Rig.audio(KdMp4.K_MP4_CODEC_ID_G711A, 8000, 1)));
    }
    List<Future<?>> writers = new ArrayList<>();
    for (int i = 0; i < TRACKS; i++) {
      byte mark = (byte) i;
      long track = tracks.get(i);
      writers.add(
          threads.submit(
              () -> {
                for (int block = 0; block < BLOCKS; block++) {
                  together.await();
                  byte[] bytes = new byte[320];
                  Arrays.fill(bytes, mark);
                  rig.write(handle, track, Camera.data(2, bytes, block * 40L));
                }
                return null;
              }));
    }
    for (Future<?> writer : writers) {
      writer.get();
    }
    rig.destroy(handle);
    List<Rig.Read> frames = rig.readBack(file);
    assertThat(frames).hasSize(TRACKS * BLOCKS);
    assertThat(frames.stream().filter(f -> f.bytes()[319] == 3)).hasSize(BLOCKS);
  }

  @Test
  void destroy_manyThreadsAtOnce_oneDestroysAndTheFileIsWhole() throws Exception {
    for (int round = 0; round < 30; round++) {
      Path file = folder.resolve(round + ".mp4");
      long handle = rig.write(file, round % 2);
      long track = rig.track(handle, Rig.video(camera.codecId()));
      rig.write(handle, track, camera.frame(0, 0));
      AtomicInteger taken = new AtomicInteger(1);
      AtomicInteger destroyed = new AtomicInteger();
      CyclicBarrier together = new CyclicBarrier(3);
      Future<?> writer =
          threads.submit(
              () -> {
                together.await();
                int code = KdMp4.K_MP4_OK;
                for (int i = 1; code == KdMp4.K_MP4_OK; i++) {
                  code = kd.writeFrame(handle, track, camera.frame(i, i * 33L));
                  taken.addAndGet(code == KdMp4.K_MP4_OK ? 1 : 0);
                }
                assertThat(code).isEqualTo(KdMp4.K_MP4_ERR_HANDLE);
                return null;
              });
      List<Future<?>> enders = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        enders.add(
            threads.submit(
                () -> {
                  together.await();
                  int code = kd.destroy(handle);
                  assertThat(code).isIn(KdMp4.K_MP4_OK, KdMp4.K_MP4_ERR_HANDLE);
                  destroyed.addAndGet(code == KdMp4.K_MP4_OK ? 1 : 0);
                  return null;
                }));
      }
      writer.get();
      for (Future<?> ender : enders) {
        ender.get();
      }
      assertThat(destroyed).hasValue(1);
      assertThat(rig.readBack(file)).hasSize(taken.get());
    }
  }

  @Test
  void writeFrame_interruptedThread_takesNothingAndLeavesTheFlagUp() {
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, 0);
    long track = rig.track(handle, Rig.video(camera.codecId()));
    rig.write(handle, track, camera.frame(0, 0));

    Thread.currentThread().interrupt();
    assertThat(kd.writeFrame(handle, track, camera.frame(1, 33)))
        .isEqualTo(KdMp4.K_MP4_ERR_INTERRUPTED);
    assertThat(Thread.interrupted()).isTrue();
    rig.write(handle, track, camera.frame(1, 33));

    Thread.currentThread().interrupt();
    rig.destroy(handle);
    assertThat(Thread.interrupted()).as("still up after destroy").isTrue();
    assertThat(rig.readBack(file)).hasSize(2);
  }

  @Test
  void writeFrame_interruptedWhileAnotherCallRuns_waitsNoLonger() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    slowMuxer(inside, go);
    long handle = rig.write(folder.resolve("a.mp4"), 0);
    long track = rig.track(handle, Rig.video(camera.codecId()));
    Future<Integer> first = threads.submit(() -> kd.writeFrame(handle, track, camera.frame(0, 0)));
    inside.await();
    CountDownLatch started = new CountDownLatch(1);
    AtomicInteger code = new AtomicInteger();
    Thread waiting =
        new Thread(
            () -> {
              started.countDown();
              code.set(kd.writeFrame(handle, track, camera.frame(1, 33)));
            });
    waiting.start();
    started.await();
    waiting.interrupt();
    waiting.join();
    assertThat(code).hasValue(KdMp4.K_MP4_ERR_INTERRUPTED);
    go.countDown();
    assertThat(first.get()).isEqualTo(KdMp4.K_MP4_OK);
    rig.destroy(handle);
  }

  @Test
  void getFrame_interruptedThread_canBeCalledAgain() {
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, 0);
    long track = rig.track(handle, Rig.video(camera.codecId()));
    for (int i = 0; i < 3; i++) {
      rig.write(handle, track, camera.frame(i, i * 33L));
    }
    rig.destroy(handle);
    long reader = rig.create(Rig.demuxer(file));
    KMp4FrameData data = new KMp4FrameData();
    Thread.currentThread().interrupt();
    assertThat(kd.getFrame(reader, data)).isEqualTo(KdMp4.K_MP4_ERR_INTERRUPTED);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(rig.frames(reader)).hasSize(3);
    rig.destroy(reader);
  }

  @Test
  void moduleGone_whileFramesAreWritten_finishesTheFileAndSaysSo() throws Exception {
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, 0);
    long track = rig.track(handle, Rig.video(camera.codecId()));
    CountDownLatch some = new CountDownLatch(20);
    AtomicInteger taken = new AtomicInteger();
    Future<Integer> writer =
        threads.submit(
            () -> {
              int code = KdMp4.K_MP4_OK;
              for (int i = 0; code == KdMp4.K_MP4_OK; i++) {
                code = kd.writeFrame(handle, track, camera.frame(i, i * 33L));
                taken.addAndGet(code == KdMp4.K_MP4_OK ? 1 : 0);
                some.countDown();
              }
              return code;
            });
    some.await();
    rig.open.closeAll();
    assertThat(writer.get()).isEqualTo(KdMp4.K_MP4_ERR_SERVICE_GONE);
    assertThat(kd.createTrack(handle, new KU64Ptr(), Rig.video(0)))
        .isEqualTo(KdMp4.K_MP4_ERR_SERVICE_GONE);
    assertThat(kd.destroyTracks(handle)).isEqualTo(KdMp4.K_MP4_ERR_SERVICE_GONE);
    assertThat(new Rig().readBack(file)).hasSize(taken.get());
    assertThat(kd.destroy(handle)).isEqualTo(KdMp4.K_MP4_ERR_SERVICE_GONE);
    assertThat(kd.destroy(handle)).isEqualTo(KdMp4.K_MP4_ERR_HANDLE);
  }

  @Test
  void moduleGone_openReader_isClosed() {
    Path file = folder.resolve("a.mp4");
    long handle = rig.write(file, 0);
    long track = rig.track(handle, Rig.video(camera.codecId()));
    rig.write(handle, track, camera.frame(0, 0));
    rig.destroy(handle);
    long reader = rig.create(Rig.demuxer(file));
    rig.open.closeAll();
    KMp4FrameData data = new KMp4FrameData();
    assertThat(kd.getFrame(reader, data)).isEqualTo(KdMp4.K_MP4_ERR_SERVICE_GONE);
    assertThat(kd.create(new KU64Ptr(), Rig.demuxer(file))).isEqualTo(KdMp4.K_MP4_ERR_SERVICE_GONE);
    KMp4Config next = Rig.muxer(folder.resolve("b.mp4"), 0);
    assertThat(kd.create(new KU64Ptr(), next)).isEqualTo(KdMp4.K_MP4_ERR_SERVICE_GONE);
    assertThat(folder.resolve("b.mp4")).doesNotExist();
  }

  /** Each write says that it has begun, and waits to be let go. */
  private void slowMuxer(CountDownLatch inside, CountDownLatch go) {
    rig.parts.wrapMuxers(
        muxer ->
            new Muxing(muxer) {
              @Override
              public void write(Frame frame) throws MediaException, InterruptedException {
                inside.countDown();
                go.await();
                super.write(frame);
              }
            });
  }
}
