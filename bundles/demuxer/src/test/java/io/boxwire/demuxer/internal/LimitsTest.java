package io.boxwire.demuxer.internal;

import static io.boxwire.demuxer.internal.FragmentedReadingTest.join;
import static io.boxwire.demuxer.internal.TestFragment.tfdt;
import static io.boxwire.demuxer.internal.TestFragment.tfhd;
import static io.boxwire.demuxer.internal.TestFragment.traf;
import static io.boxwire.demuxer.internal.TestFragment.trun;
import static io.boxwire.demuxer.internal.TestMovie.bytes;
import static io.boxwire.demuxer.internal.TestMovie.ftyp;
import static io.boxwire.demuxer.internal.TestMovie.mdat;
import static io.boxwire.demuxer.internal.TestMovie.moov;
import static io.boxwire.demuxer.internal.TestMovie.pattern;
import static io.boxwire.demuxer.internal.TestMovie.row;
import static io.boxwire.demuxer.internal.TestMovie.stco;
import static io.boxwire.demuxer.internal.TestMovie.stsc;
import static io.boxwire.demuxer.internal.TestMovie.stss;
import static io.boxwire.demuxer.internal.TestMovie.stts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.Source;
import io.boxwire.box.Box;
import io.boxwire.box.CompositionOffsetBox;
import io.boxwire.box.EditListBox;
import io.boxwire.box.FourCc;
import io.boxwire.box.OpaqueBox;
import io.boxwire.box.SampleGroupDescriptionBox;
import io.boxwire.box.SampleSizeBox;
import io.boxwire.box.SampleToGroupBox;
import io.boxwire.box.Table;
import io.boxwire.box.TrackRunBox;
import io.boxwire.box.VisualSampleEntry;
import io.boxwire.demuxer.internal.TestMovie.TestTrack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Small files that ask for much: work and memory stay in proportion. Reads are counted. */
@Timeout(60)
class LimitsTest {
  private static final int MANY = 200_000;

  /** Reads of each of some seeks, when every place was seen once. */
  private static long readsOfSeeks(byte[] file, int seeks, Duration step) throws Exception {
    Reading.BytesChannel channel = new Reading.BytesChannel(file);
    try (Demuxer demuxer = open(channel, 64 << 20)) {
      demuxer.seek(Duration.ofHours(10));
      int before = channel.reads();
      for (int i = 1; i <= seeks; i++) {
        demuxer.seek(step.multipliedBy(i));
      }
      return (channel.reads() - before) / seeks;
    }
  }

  private static Demuxer open(Reading.BytesChannel channel, long memoryLimit)
      throws MediaException {
    DemuxerOptions options =
        DemuxerOptions.builder().payloadForm(PayloadForm.STORED).memoryLimit(memoryLimit).build();
    return new Mp4DemuxerFactory().open(new Source.Seekable(channel), options);
  }

  private static long[][] rows(int count, long[]... pattern) {
    long[][] rows = new long[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = pattern[i % pattern.length];
    }
    return rows;
  }

  /** A track of samples of one byte each in one chunk. */
  private static byte[] file(int samples, Box... tables) throws MediaException {
    TestTrack track =
        TestTrack.video(1, 100)
            .table(SampleSizeBox.constant(1, samples), stsc(row(1, samples, 1)), stco(28))
            .table(tables);
    return join(bytes(ftyp(), mdat(new byte[samples])), bytes(moov(false, track)));
  }

  @Test
  void seek_manyEntriesOfNoSamples_areNotGoneOverEachTime() throws Exception {
    long[][] entries = rows(MANY, row(0, 10));
    entries[0] = row(500, 10);
    entries[MANY - 1] = row(500, 10);
    byte[] file =
        file(
            1000,
            stts(entries),
            CompositionOffsetBox.of(Table.of(CompositionOffsetBox.LAYOUT, entries)));

    assertThat(readsOfSeeks(file, 50, Duration.ofSeconds(1))).isLessThan(20);
  }

  @Test
  void seek_manyGroups_areNotGoneOverForEachStepBack() throws Exception {
    // Each second sample is an open-GOP picture that is shown too late to be of use.
    byte[] file =
        file(
            MANY,
            stts(row(MANY, 10)),
            stss(1),
            CompositionOffsetBox.of(
                Table.of(
                    CompositionOffsetBox.SIGNED_LAYOUT, row(MANY / 2, 0), row(MANY / 2, 60_000))),
            SampleGroupDescriptionBox.randomAccessPoints(),
            SampleToGroupBox.of(
                SampleGroupDescriptionBox.RANDOM_ACCESS_POINT,
                Table.of(SampleToGroupBox.LAYOUT, rows(MANY, row(1, 1), row(1, 0)))));

    // A thousand steps back at most, in windows of a thousand entries.
    assertThat(readsOfSeeks(file, 10, Duration.ofSeconds(1_900))).isLessThan(2500);
  }

  @Test
  void seek_manyRunsOfChunks_areNotGoneOverEachTime() throws Exception {
    long[][] runs = new long[MANY][];
    for (int i = 0; i < MANY; i++) {
      runs[i] = row(i + 1, 1 + i % 2, 1);
    }
    int samples = MANY / 2 * 3;
    TestTrack track =
        TestTrack.video(1, 100)
            .table(
                SampleSizeBox.constant(1, samples),
                stts(row(samples, 10)),
                stsc(runs),
                stco(LongStream.range(28, 28 + MANY).toArray()));
    byte[] file = join(bytes(ftyp(), mdat(new byte[MANY + 2])), bytes(moov(false, track)));

    assertThat(readsOfSeeks(file, 50, Duration.ofSeconds(300))).isLessThan(20);
  }

  @Test
  void read_manyEdits_areFoundInFewSteps() throws Exception {
    int edits = 90_000;
    EditListBox.Edit[] list = new EditListBox.Edit[edits];
    for (int i = 0; i < edits; i++) {
      list[i] = EditListBox.Edit.of(100, 10L * (edits - 1 - i));
    }
    TestTrack track =
        TestTrack.video(1, 100)
            .edits(list)
            .table(
                SampleSizeBox.constant(1, edits),
                stts(row(edits, 10)),
                stsc(row(1, edits, 1)),
                stco(28));
    byte[] file = join(bytes(ftyp(), mdat(new byte[edits])), bytes(moov(false, track)));

    // Each frame is looked for among all edits: eight milliards of steps, one by one.
    try (Demuxer demuxer = open(new Reading.BytesChannel(file), 64 << 20)) {
      int frames = 0;
      while (demuxer.read().isPresent()) {
        frames++;
      }
      assertThat(frames).isEqualTo(edits);
    }
  }

  @Test
  void open_editsBeyondMemory_saysThatTheyAreSkipped() throws Exception {
    EditListBox.Edit[] list = new EditListBox.Edit[10_000];
    Arrays.fill(list, EditListBox.Edit.of(1, 1));
    byte[] file = bytes(ftyp(), moov(true, TestTrack.video(1, 100).edits(list)));
    List<MediaEvent> events = new ArrayList<>();
    DemuxerOptions options =
        DemuxerOptions.builder().memoryLimit(1 << 20).listener(events::add).build();
    try (Demuxer demuxer = Reading.open(file, options)) {
      assertThat(demuxer.movie().tracks()).hasSize(1);
      assertThat(events).singleElement().asString().contains("edit list");
    }
  }

  @Test
  void read_samplesOfNoSizeWithoutEnd_areRefused() throws Exception {
    TrackRunBox run =
        new TrackRunBox(0, 0, 0, 0, Table.stored(TrackRunBox.layout(0, 0), 65_536, empty()));
    Box[] runs = new Box[102];
    Arrays.fill(runs, run);
    runs[0] = tfhd(1, 0);
    runs[1] = tfdt(0);
    byte[] fragment = TestFragment.bytes(new byte[0], at -> traf(runs));
    byte[] file = join(bytes(ftyp(), moov(true, TestTrack.video(1, 100))), fragment);
    try (Demuxer demuxer = open(new Reading.BytesChannel(file), 64 << 20)) {
      SampleCursor cursor = demuxer.samples(1);
      int samples = 0;
      MediaException end = null;
      while (end == null && samples < 10_000_000) {
        try {
          samples += cursor.next() ? 1 : 0;
        } catch (MediaException e) {
          end = e;
        }
      }
      assertThat(end).hasMessageContaining("without end");
      assertThat(samples).isLessThan(65_536 + 2 * file.length + 1);
    }
  }

  private static io.boxwire.box.ByteRange empty() {
    return io.boxwire.box.ByteRange.EMPTY;
  }

  @Test
  void readStream_fragmentsWhoseSamplesNeverCome_areBounded() throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(bytes(ftyp(), moov(true, TestTrack.video(1, 100))));
    byte[] fragment =
        TestFragment.bytes(new byte[0], at -> traf(tfhd(1, 10), tfdt(0), trun(1 << 30, 5)));
    for (int i = 0; i < 10_000; i++) {
      file.writeBytes(fragment);
    }
    Source source =
        new Source.Stream(Channels.newChannel(new ByteArrayInputStream(file.toByteArray())));
    DemuxerOptions options = DemuxerOptions.builder().memoryLimit(1 << 20).build();
    try (Demuxer demuxer = new Mp4DemuxerFactory().open(source, options)) {
      assertThatThrownBy(demuxer::read)
          .isInstanceOfSatisfying(
              MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.LIMIT_EXCEEDED));
      assertThat(demuxer.read()).isEmpty();
    }
  }

  @Test
  void open_fileOfTinyBoxes_readsManyAtATime() throws Exception {
    ByteBuffer file = ByteBuffer.allocate(8 * MANY);
    while (file.hasRemaining()) {
      file.putInt(8).putInt(FourCc.of("free").code());
    }
    Reading.BytesChannel channel = new Reading.BytesChannel(join(bytes(ftyp()), file.array()));
    assertThatThrownBy(() -> open(channel, 1 << 20)).isInstanceOf(MediaException.class);
    assertThat(channel.reads()).isLessThan(MANY / 25);
  }

  @Test
  void read_manyTracksAndParts_parsesEachFragmentFewTimes() throws Exception {
    int count = 400;
    TestTrack[] tracks = new TestTrack[count];
    TestFragment.Part[] parts = new TestFragment.Part[count - 1];
    for (int i = 0; i < count; i++) {
      tracks[i] = TestTrack.video(i + 1, 100);
    }
    // The last track has no sample anywhere, and is looked for in all of them.
    for (int i = 0; i < parts.length; i++) {
      int track = i + 1;
      parts[i] = at -> traf(tfhd(track, 10), trun(at, 1));
    }
    byte[] start = bytes(ftyp(), moov(true, tracks));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(start);
    int fragments = 40;
    for (int i = 0; i < fragments; i++) {
      file.writeBytes(TestFragment.bytes(pattern(1, i), parts));
    }
    Reading.BytesChannel channel = new Reading.BytesChannel(file.toByteArray());
    try (Demuxer demuxer = open(channel, 64 << 20)) {
      long before = channel.bytesRead();
      assertThat(Reading.frames(demuxer)).hasSize((count - 1) * fragments);
      // Payload windows are read ahead, too.
      assertThat(channel.bytesRead() - before).isLessThan(12L * file.size());
    }
  }

  @Test
  void open_sampleEntriesBeyondMemory_areRefused() throws Exception {
    Box large = OpaqueBox.of(FourCc.of("blob"), ByteBuffer.allocate(400_000));
    TestTrack track =
        TestTrack.video(1, 100)
            .withoutEntries()
            .entry(VisualSampleEntry.of(TestMovie.TEST_VIDEO, 64, 48, "", List.of(large)));
    byte[] file = bytes(ftyp(), moov(true, track));

    assertThatThrownBy(() -> open(new Reading.BytesChannel(file), 1 << 20))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.LIMIT_EXCEEDED));
    open(new Reading.BytesChannel(file), 4 << 20).close();
  }

  @Test
  void open_windowsOfManyTracksBeyondMemory_areRefused() throws Exception {
    TestTrack[] tracks = new TestTrack[100];
    long[] sizes = new long[3000];
    Arrays.fill(sizes, 1);
    for (int i = 0; i < tracks.length; i++) {
      tracks[i] =
          TestTrack.video(i + 1, 100)
              .table(stts(row(3000, 1)), stsc(row(1, 3000, 1)), TestMovie.stsz(sizes), stco(28));
    }
    byte[] file = join(bytes(ftyp(), mdat(new byte[3000])), bytes(moov(false, tracks)));

    assertThatThrownBy(() -> open(new Reading.BytesChannel(file), 600_000))
        .hasMessageContaining("100 tracks at once");
    open(new Reading.BytesChannel(file), 4 << 20).close();
  }

  @Test
  void read_fragmentsThatAreAllWrong_areReadAFewTimesAtMost() throws Exception {
    SealedRecording recording = SealedRecording.of(new UUID(1, 2), 1, 400, 1000);
    byte[] file = recording.growing();
    // Whatever they say of their places, none is where it was sealed.
    byte[] filling = bytes(io.boxwire.box.FreeSpaceBox.of(64));
    int moovEnd = (int) recording.end(-1);
    byte[] moved =
        join(Arrays.copyOf(file, moovEnd), filling, Arrays.copyOfRange(file, moovEnd, file.length));
    Reading.BytesChannel channel = new Reading.BytesChannel(moved);
    try (Demuxer demuxer = open(channel, 64 << 20)) {
      assertThat(demuxer.read()).isEmpty();
      assertThat(demuxer.extent().wholeBytes()).isEqualTo(moovEnd + filling.length);
      assertThat(channel.bytesRead()).isLessThan(3L * moved.length);
    }
  }

  @Test
  void read_moreFragmentsUnprovedThanAreNoted_areProvedOneByOne() throws Exception {
    SealedRecording recording = SealedRecording.of(new UUID(1, 2), 1, 3, 100);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(recording.growing());
    byte[] unsealed = TestFragment.bytes(new byte[1], at -> traf(tfhd(1, 10), trun(at, 1)));
    for (int i = 0; i < SealedFragments.MOST_NOTED + 5; i++) {
      file.writeBytes(unsealed);
    }
    Reading.BytesChannel channel = new Reading.BytesChannel(file.toByteArray());
    try (Demuxer demuxer = open(channel, 64 << 20)) {
      assertThat(TornTailTest.frames(demuxer)).isEqualTo(recording.frames());
      assertThat(channel.reads()).isLessThan(10 * SealedFragments.MOST_NOTED);
    }
  }
}
