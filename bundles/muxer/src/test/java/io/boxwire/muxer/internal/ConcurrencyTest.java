package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.itests.fixtures.Waits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several threads at one muxer. */
@Timeout(120)
class ConcurrencyTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Layout.class)
  void threadForEachTrack_everyFrameIsInTheFile(Layout layout) throws Exception {
    int frames = 1000;
    Path file = folder.resolve("threads.mp4");
    Muxer muxer =
        new Mp4MuxerFactory()
            .using(FakeCodec.both())
            .open(
                new Sink.File(file),
                MuxerOptions.builder()
                    .layout(layout)
                    .interleave(Duration.ofHours(1), 64 << 20)
                    .build());
    List<Integer> tracks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      tracks.add(muxer.addTrack(i < 2 ? Rig.video() : Rig.audio()));
    }
    AtomicInteger released = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> work = new ArrayList<>();
    for (int track : tracks) {
      work.add(
          threads.submit(
              () -> {
                for (int i = 0; i < frames; i++) {
                  Frame.Builder frame =
                      track <= 2
                          ? Rig.numberedPicture(track, i, 900)
                          : Rig.blockFrame(track, i * 320L);
                  muxer.write(
                      i % 3 == 0
                          ? frame.build()
                          : frame.transferred(new Counter(released)).build());
                }
                return null;
              }));
    }
    for (Future<?> one : work) {
      one.get();
    }
    threads.shutdown();
    muxer.close();
    ReadBack read = ReadBack.of(Files.readAllBytes(file));
    for (int track : tracks) {
      List<byte[]> samples = read.bytes(read.track(track));
      assertThat(samples).hasSize(frames);
      for (int i = 0; i < frames; i++) {
        assertThat(samples.get(i))
            .isEqualTo(
                track <= 2
                    ? LayoutTest.nalUnit(
                        FakeCodec.picture(i % 25 == 0 ? 'S' : 'N', 1, 900, i * 3600L))
                    : FakeCodec.picture('A', 1, Rig.BLOCK, ~(i * 320L)));
      }
    }
    assertThat(released).hasValue(4 * (frames - (frames + 2) / 3));
    assertThat(muxer.statistics().samplesWritten()).isEqualTo(4 * frames);
  }

  private record Counter(AtomicInteger released) implements io.boxwire.api.PayloadOwner {
    @Override
    public void retain() {}

    @Override
    public void release() {
      released.incrementAndGet();
    }
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void closeFromAnotherThread_framesTakenAreInTheFile(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    AtomicInteger taken = new AtomicInteger();
    CountDownLatch going = new CountDownLatch(50);
    Thread writer =
        new Thread(
            () -> {
              try {
                for (int i = 0; ; i++) {
                  rig.picture(video, i % 25 == 0 ? 'S' : 'N', 1, i * 3600L);
                  taken.incrementAndGet();
                  going.countDown();
                }
              } catch (Exception e) {
                assertThat(((MediaException) e).code()).isEqualTo(MediaException.Code.CLOSED);
              }
            });
    writer.start();
    going.await();
    ReadBack read = rig.closeAndRead();
    writer.join();
    assertThat(read.track(video).samples).hasSize(taken.get());
  }

  /** A sink that takes nothing while its gate is closed. */
  private static final class Slow implements WritableByteChannel {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    volatile CountDownLatch gate = new CountDownLatch(0);
    final CountDownLatch reached = new CountDownLatch(1);

    @Override
    public int write(ByteBuffer source) throws IOException {
      reached.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      // Partial writes, as sockets do.
      int n = Math.min(source.remaining(), 1000);
      for (int i = 0; i < n; i++) {
        bytes.write(source.get());
      }
      return n;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  @Test
  void slowStream_holdsUpOneWriterAndTheOthersOnlyWhenMemoryIsFull() throws Exception {
    Slow slow = new Slow();
    Muxer muxer =
        new Mp4MuxerFactory()
            .using(FakeCodec.both())
            .open(
                new Sink.Stream(slow),
                MuxerOptions.builder()
                    .layout(Layout.FRAGMENTED)
                    .interleave(Duration.ofSeconds(1), 20_000)
                    .build());
    int video = muxer.addTrack(Rig.video());
    int audio = muxer.addTrack(Rig.audio());
    muxer.write(Rig.pictureFrame(video, 'S', 1, 0, 0, 500).build());
    muxer.write(Rig.blockFrame(audio, 0).build());
    slow.gate = new CountDownLatch(1);
    Thread writer =
        new Thread(
            () -> {
              try {
                for (int i = 1; i < 200; i++) {
                  muxer.write(Rig.numberedPicture(video, i, 500).build());
                }
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    writer.start();
    slow.reached.await();
    Thread sound =
        new Thread(
            () -> {
              try {
                for (int i = 1; i < 400; i++) {
                  muxer.write(Rig.blockFrame(audio, i * 160L).build());
                }
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    sound.start();
    Waits.until(() -> sound.getState() == Thread.State.WAITING);
    assertThat(muxer.statistics().framesAccepted()).isGreaterThan(100);
    Rig.Owner owner = new Rig.Owner();
    Thread.currentThread().interrupt();
    assertThat(
            catchThrowableOfType(
                InterruptedException.class,
                () ->
                    muxer.write(
                        Rig.pictureFrame(video, 'N', 1, 1 << 30, 1 << 30, 10)
                            .transferred(owner)
                            .build())))
        .isNotNull();
    assertThat(owner.released).hasValue(0);
    slow.gate.countDown();
    writer.join();
    sound.join();
    muxer.close();
    ReadBack read = ReadBack.of(slow.bytes.toByteArray());
    assertThat(read.track(video).samples).hasSize(200);
    assertThat(read.track(audio).samples).hasSize(400);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void interruptedWriters_costNothing(Layout layout) throws Exception {
    Path file = folder.resolve("interrupted.mp4");
    Muxer muxer =
        new Mp4MuxerFactory()
            .using(FakeCodec.both())
            .open(new Sink.File(file), MuxerOptions.of(layout));
    int video = muxer.addTrack(Rig.video());
    AtomicInteger taken = new AtomicInteger();
    Thread writer =
        new Thread(
            () -> {
              try {
                while (taken.get() < 400) {
                  int i = taken.get();
                  try {
                    muxer.write(
                        Rig.pictureFrame(
                                video, i % 10 == 0 ? 'S' : 'N', 1, i * 9000L, i * 9000L, 60_000)
                            .build());
                    taken.incrementAndGet();
                  } catch (InterruptedException e) {
                    // Not taken: once more.
                    continue;
                  }
                }
              } catch (MediaException e) {
                throw new AssertionError(e);
              }
            });
    writer.start();
    while (writer.isAlive()) {
      writer.interrupt();
      Thread.onSpinWait();
    }
    muxer.close();
    ReadBack read = ReadBack.of(Files.readAllBytes(file));
    List<byte[]> samples = read.bytes(read.track(video));
    assertThat(samples).hasSize(400);
    for (int i = 0; i < 400; i++) {
      assertThat(samples.get(i))
          .isEqualTo(
              LayoutTest.nalUnit(FakeCodec.picture(i % 10 == 0 ? 'S' : 'N', 1, 60_000, i * 9000L)));
    }
  }
}
