package io.boxwire.demuxer.internal;

import static io.boxwire.demuxer.internal.TestMovie.bytes;
import static io.boxwire.demuxer.internal.TestMovie.column;
import static io.boxwire.demuxer.internal.TestMovie.ftyp;
import static io.boxwire.demuxer.internal.TestMovie.mdat;
import static io.boxwire.demuxer.internal.TestMovie.moov;
import static io.boxwire.demuxer.internal.TestMovie.row;
import static io.boxwire.demuxer.internal.TestMovie.stco;
import static io.boxwire.demuxer.internal.TestMovie.stsc;
import static io.boxwire.demuxer.internal.TestMovie.stsz;
import static io.boxwire.demuxer.internal.TestMovie.stts;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.SampleTotals;
import io.boxwire.box.Box;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ChunkLargeOffsetBox;
import io.boxwire.box.CompactSampleSizeBox;
import io.boxwire.box.Table;
import io.boxwire.demuxer.internal.TestMovie.TestTrack;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TableSumTest {
  private static final int FILES = 4000;
  private static final int MEDIA = 4000;

  /** What was found out about a track: totals, or a problem, and what was told on the way. */
  record Outcome(String result, List<String> events) {}

  /** Adds up the samples of the first track. */
  interface Adding {
    SampleTotals totals(Demuxer demuxer) throws MediaException;
  }

  @Test
  void totals_randomTables_areThoseOfTheWalk() throws Exception {
    Random random = new Random(17);
    int added = 0;
    int broken = 0;
    for (int i = 0; i < FILES; i++) {
      byte[] file = file(random);
      if (i % 2 == 1) {
        damage(file, random);
      }
      Outcome walked = outcome(file, TableSumTest::walk);
      assertThat(outcome(file, demuxer -> demuxer.totals(1))).as("file %d", i).isEqualTo(walked);
      added += sum(file).isPresent() ? 1 : 0;
      broken += walked.result().startsWith("sum") ? 0 : 1;
    }
    // Both ways are gone often, and much of what is wrong is met.
    assertThat(added).isBetween(FILES / 5, FILES * 4 / 5);
    assertThat(broken).isBetween(FILES / 20, FILES * 4 / 5);
  }

  @Test
  void bytes_tablesThatAreRight_areAddedUp() throws Exception {
    assertThat(sum(file(stsz(3, 4, 5), stco(60), 3))).hasValue(12);
    assertThat(sum(file(stz2(4, 3, 4, 15), stco(60), 3))).hasValue(22);
    assertThat(sum(file(stz2(16, 300, 4, 5), stco(60), 3))).hasValue(309);
    assertThat(sum(file(stsz(3, 4, 5), co64(60, 70), 2))).hasValue(12);
    long[] many = new long[1000];
    Arrays.fill(many, 60);
    assertThat(sum(file(stsz(many), stco(many), 1))).as("a chunk each").hasValue(60_000);
  }

  @Test
  void bytes_whatAWalkWouldStumbleOver_isLeftToIt() throws Exception {
    assertThat(sum(file(stsz(3, 4, 5), stco(1 << 20), 3))).as("behind the end").isEmpty();
    assertThat(sum(file(stsz(3, 4, 5), stco(60), 2))).as("too few chunks").isEmpty();
    long[] many = new long[1000];
    Arrays.fill(many, 60);
    long[] lastBehind = many.clone();
    lastBehind[999] = 1 << 20;
    assertThat(sum(file(stsz(many), stco(lastBehind), 1))).as("the last one").isEmpty();
    assertThat(sum(file(stsz(3, 4), co64(60, -1), 1))).as("too large an offset").isEmpty();
    assertThat(sum(file(stsz(3, 0xffff_fff0L), stco(60), 2))).as("a large sample").isEmpty();
    assertThat(sum(file(stsz(new long[70_000]), stco(60), 70_000))).as("empty samples").isEmpty();
    long[] sizes = new long[100];
    Arrays.fill(sizes, 2000);
    long[] sameChunk = new long[sizes.length];
    Arrays.fill(sameChunk, 60);
    assertThat(sum(file(stsz(sizes), stco(sameChunk), 1))).as("bytes named often").isEmpty();
  }

  private static OptionalLong sum(byte[] file) throws MediaException {
    ByteSource source = ByteSource.of(ByteBuffer.wrap(file));
    try {
      Movie movie = new MovieFinder(source, 1 << 20, event -> {}).find().movie();
      return movie.tracks().isEmpty()
          ? OptionalLong.empty()
          : TableSum.bytes(movie.tracks().get(0), source::size);
    } catch (MediaException e) {
      assertThat(e.code()).isNotEqualTo(MediaException.Code.IO);
      return OptionalLong.empty();
    }
  }

  static Outcome outcome(byte[] file, Adding adding) {
    List<String> events = new ArrayList<>();
    DemuxerOptions options =
        DemuxerOptions.builder()
            .payloadForm(PayloadForm.STORED)
            .listener(event -> events.add(event.toString()))
            .build();
    try (Demuxer demuxer = Reading.open(file, options)) {
      SampleTotals totals = adding.totals(demuxer);
      return new Outcome("sum: " + totals, events);
    } catch (MediaException e) {
      return new Outcome(e.code() + ": " + e.getMessage(), events);
    }
  }

  static SampleTotals walk(Demuxer demuxer) throws MediaException {
    SampleCursor cursor = demuxer.samples(1);
    long samples = 0;
    long bytes = 0;
    while (cursor.next()) {
      samples++;
      bytes += cursor.size();
    }
    return new SampleTotals(samples, bytes);
  }

  private static byte[] file(Box sizes, Box offsets, int perChunk) throws MediaException {
    TestTrack track = TestTrack.video(1, 100);
    track.table(stts(row(1, 10)), stsc(row(1, perChunk, 1)), sizes, offsets);
    return bytes(ftyp(), mdat(new byte[MEDIA]), moov(false, track));
  }

  /** A file whose tables agree more or less, for chunks that lie more or less within it. */
  private static byte[] file(Random random) throws MediaException {
    // Some have more chunks than are taken at once.
    int samples = 1 + random.nextInt(random.nextInt(8) == 0 ? 1500 : 200);
    int largest = 1 + random.nextInt(random.nextInt(10) == 0 ? 2000 : 40);
    long[] sizes = random.longs(samples, 0, largest).toArray();
    int perChunk = 1 + random.nextInt(20);
    int chunks = (samples + perChunk - 1) / perChunk - (random.nextInt(10) == 0 ? 1 : 0);
    int room = random.nextInt(10) == 0 ? MEDIA + 2000 : MEDIA - 20 * 40;
    long[] offsets = random.longs(chunks, 32, Math.max(33, room)).toArray();
    long[][] runs = {row(1, perChunk, 1), row(1 + random.nextInt(8), 1 + random.nextInt(40), 1)};
    Box stsc = runs[1][0] > 1 ? stsc(runs) : stsc(runs[0]);
    Box durations = stts(row(random.nextInt(2 * samples), 10), row(5, random.nextInt(2000)));
    int bits = largest <= 15 ? 4 : largest <= 255 ? 8 : 16;
    Box stored = random.nextInt(4) == 0 ? stz2(bits, sizes) : stsz(sizes);
    TestTrack track =
        TestTrack.video(1, 100).table(durations, stsc, stored, offsets(random, offsets));
    return bytes(ftyp(), mdat(new byte[MEDIA]), moov(false, track));
  }

  private static Box offsets(Random random, long... offsets) {
    return random.nextBoolean() ? stco(offsets) : co64(offsets);
  }

  private static Box co64(long... offsets) {
    return ChunkLargeOffsetBox.of(Table.of(ChunkLargeOffsetBox.LAYOUT, column(offsets)));
  }

  private static Box stz2(int bits, long... sizes) {
    return CompactSampleSizeBox.of(Table.of(CompactSampleSizeBox.layout(bits), column(sizes)));
  }

  /** Changes a few bytes of the {@code moov}, mostly those of its tables. */
  private static void damage(byte[] file, Random random) {
    int moov = MEDIA + 28;
    int from = random.nextInt(4) == 0 ? moov : moov + (file.length - moov) / 2;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = from + random.nextInt(file.length - from);
      file[at] = (byte) (random.nextBoolean() ? 0xff : random.nextInt(256));
    }
  }
}
