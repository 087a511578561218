package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.RandomAccess;
import io.boxwire.box.ByteSource;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The memory of a recording is the same however long it lasts, and nothing gets lost by that. */
@Timeout(900)
class FlatIndexTest {
  private static final boolean FULL = Boolean.getBoolean("boxwire.full");
  private static final int PICTURES = FULL ? 10_000_000 : 200_000;
  private static final String HEAP = FULL ? "-Xmx64m" : "-Xmx32m";
  private static final long MAY_GROW = 512 << 10;

  @TempDir Path folder;

  /** Counts what leaves the heap. */
  private static final class Away implements PageStore {
    long pages;

    @Override
    public void full(ByteLog log, byte[] page) {
      pages++;
      log.stored(pages << 30);
    }

    @Override
    public void read(long place, ByteBuffer into) {
      throw new AssertionError("nothing is read back here");
    }
  }

  @Test
  void index_ofTenMillionSamples_takesAQuarterOfAMebibyteOfHeapAndSixBytesASample() {
    Away away = new Away();
    SampleIndex index = new SampleIndex(away);
    Random random = new Random(1);
    int samples = 10_000_000;
    long offset = 48;
    long most = 0;
    for (int i = 0; i < samples; i++) {
      boolean sync = i % 50 == 0;
      int size = (int) ((sync ? 90_000 : 20_000) * (0.7 + 0.6 * random.nextDouble()));
      RandomAccess kind = sync ? RandomAccess.SYNC : RandomAccess.NONE;
      index.add(offset, size, 3600 + random.nextInt(200) - 100, i % 3 * 3600L, kind, 0, 1);
      offset += size + (i % 25 == 24 ? 12_000 : 0);
      most = i % 1000 == 0 ? Math.max(most, index.heapBytes()) : most;
    }
    double each = (double) (away.pages * (ByteLog.PAGE + 8)) / samples;
    System.out.println("index: " + most + " bytes of heap at most, " + each + " bytes a sample");
    assertThat(most).isLessThan(256 << 10);
    assertThat(each).isBetween(2.0, 6.0);
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"HYBRID", "FRAGMENTED"})
  void record_manyPictures_heapStaysFlatAndEachPictureIsThere(Layout layout) throws Exception {
    Path file = folder.resolve("long.mp4");
    List<Long> heap = record(file, layout);
    System.out.println(layout + ", " + PICTURES + " pictures, " + HEAP + ", heap in use: " + heap);
    long early = heap.subList(1, 5).stream().mapToLong(Long::longValue).min().orElseThrow();
    long late = heap.subList(16, 20).stream().mapToLong(Long::longValue).min().orElseThrow();
    assertThat(late - early).isLessThan(MAY_GROW);
    if (!FULL) {
      compare(file, layout);
    }
  }

  private static List<Long> record(Path file, Layout layout) throws Exception {
    Process recording =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LongRecording.class.getName(),
                file.toString(),
                Integer.toString(PICTURES),
                layout.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Long> heap = new ArrayList<>();
    recording.inputReader().lines().forEach(line -> heap.add(Long.parseLong(line)));
    assertThat(recording.waitFor()).isZero();
    return heap;
  }

  private static void compare(Path file, Layout layout) throws Exception {
    try (FileChannel channel = FileChannel.open(file)) {
      ReadBack read = ReadBack.of(ByteSource.of(channel));
      if (layout == Layout.HYBRID) {
        assertThat(read.topTypes()).containsExactly("ftyp", "mdat", "moov");
      }
      ReadBack.ReadTrack track = read.track(1);
      assertThat(track.samples).hasSize(PICTURES);
      assertThat(read.track(2).samples).hasSize(PICTURES);
      LongRecording again = new LongRecording();
      for (int i = 0; i < PICTURES; i++) {
        Frame frame = again.next(i);
        ReadBack.Stored sample = track.samples.get(i);
        if (sample.dts() != frame.decodeTime()
            || sample.cts() != frame.compositionTime()
            || sample.size() != 4 + frame.payload().remaining()
            || sample.sync() != (i % 25 == 0)) {
          throw new AssertionError("picture " + i + " is " + sample + ", not " + frame);
        }
      }
      assertThat(read.bytes(track.samples.get(PICTURES - 1)))
          .startsWith(0, 0, 0, track.samples.get(PICTURES - 1).size() - 4, 'N', 1);
    }
  }
}
