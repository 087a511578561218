package io.boxwire.demuxer.internal;

import static io.boxwire.demuxer.internal.TestFragment.tfdt;
import static io.boxwire.demuxer.internal.TestFragment.tfhd;
import static io.boxwire.demuxer.internal.TestFragment.traf;
import static io.boxwire.demuxer.internal.TestFragment.trun;
import static io.boxwire.demuxer.internal.TestMovie.bytes;
import static io.boxwire.demuxer.internal.TestMovie.ftyp;
import static io.boxwire.demuxer.internal.TestMovie.moov;
import static io.boxwire.demuxer.internal.TestMovie.pattern;
import static io.boxwire.demuxer.internal.TestMovie.row;
import static io.boxwire.demuxer.internal.TestMovie.stco;
import static io.boxwire.demuxer.internal.TestMovie.stsc;
import static io.boxwire.demuxer.internal.TestMovie.stsz;
import static io.boxwire.demuxer.internal.TestMovie.stts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import io.boxwire.box.Box;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FourCc;
import io.boxwire.box.MovieFragmentRandomAccessOffsetBox;
import io.boxwire.box.OpaqueBox;
import io.boxwire.box.SampleFlags;
import io.boxwire.box.Table;
import io.boxwire.box.TrackFragmentHeaderBox;
import io.boxwire.box.TrackFragmentRandomAccessBox;
import io.boxwire.box.TrackRunBox;
import io.boxwire.demuxer.internal.TestMovie.TestTrack;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FragmentedReadingTest {

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] start(TestTrack... tracks) throws MediaException {
    return bytes(ftyp(), moov(true, tracks));
  }

  private static TestTrack video() {
    return TestTrack.video(1, 100);
  }

  private static TestTrack audio() {
    return TestTrack.audio(2, 1000, "mp4a", 1, 16);
  }

  /** A fragment of one track whose samples last 10 ticks each. */
  private static byte[] fragment(long time, long... sizes) throws MediaException {
    byte[] media = pattern((int) Arrays.stream(sizes).sum(), (int) time);
    return TestFragment.bytes(media, at -> traf(tfhd(1, 10), tfdt(time), trun(at, sizes)));
  }

  @Test
  void read_severalTracksAndRuns_comesInDecodeOrder() throws Exception {
    byte[] fragment =
        TestFragment.bytes(
            pattern(100, 0),
            at -> traf(tfhd(1, 10), tfdt(0), trun(at, 1, 2), trun(at + 50, 3)),
            at -> traf(tfhd(2, 80), tfdt(40), trun(at + 10, 4, 5)));

    assertThat(Reading.frames(join(start(video(), audio()), fragment)))
        .containsExactly(
            "1: 0 0 +10 1 SYNC",
            "2: 40 40 +80 4 SYNC",
            "1: 10 10 +10 2 SYNC",
            "2: 120 120 +80 5 SYNC",
            "1: 20 20 +10 3 SYNC");
  }

  @Test
  void read_everyColumn_countsMoreThanDefaults() throws Exception {
    int flags =
        TrackRunBox.DATA_OFFSET
            | TrackRunBox.FIRST_SAMPLE_FLAGS
            | TrackRunBox.SAMPLE_DURATION
            | TrackRunBox.SAMPLE_SIZE
            | TrackRunBox.SAMPLE_FLAGS
            | TrackRunBox.SAMPLE_COMPOSITION_OFFSET;
    long non = SampleFlags.NON_SYNC;
    Table samples =
        Table.of(
            TrackRunBox.layout(1, flags), row(7, 1, non, -3), row(8, 2, non, 4), row(9, 3, 0, 0));
    byte[] fragment =
        TestFragment.bytes(
            pattern(6, 0),
            at ->
                traf(
                    tfhd(1, 10),
                    tfdt(100),
                    new TrackRunBox(1, flags, at, SampleFlags.SYNC, samples)));

    assertThat(Reading.frames(join(start(video()), fragment)))
        .containsExactly("1: 100 97 +7 1 SYNC", "1: 107 111 +8 2 NONE", "1: 115 115 +9 3 SYNC");
  }

  @Test
  void read_withoutBase_startsWhereTheTrackBeforeEnds() throws Exception {
    TrackFragmentHeaderBox first = new TrackFragmentHeaderBox(0, 8, 1, 0, 0, 10, 0, 0);
    TrackFragmentHeaderBox second = new TrackFragmentHeaderBox(0, 8, 2, 0, 0, 10, 0, 0);
    TrackRunBox follows =
        new TrackRunBox(
            0, 0x200, 0, 0, Table.of(TrackRunBox.layout(0, 0x200), TestMovie.column(4, 5)));
    byte[] media = pattern(12, 0);
    byte[] fragment =
        TestFragment.bytes(
            media, at -> traf(first, tfdt(0), trun(at, 3)), at -> traf(second, tfdt(1), follows));
    byte[] file = join(start(video(), audio()), fragment);
    try (Demuxer demuxer = Reading.open(file, PayloadForm.STORED)) {
      assertThat(Reading.bytes(demuxer.read().orElseThrow()))
          .isEqualTo(Arrays.copyOfRange(media, 0, 3));
      assertThat(Reading.bytes(demuxer.read().orElseThrow()))
          .isEqualTo(Arrays.copyOfRange(media, 3, 7));
      assertThat(Reading.bytes(demuxer.read().orElseThrow()))
          .isEqualTo(Arrays.copyOfRange(media, 7, 12));
    }
  }

  @Test
  void read_baseDataOffset_countsFromTheFile() throws Exception {
    byte[] start = start(video());
    TrackFragmentHeaderBox tfhd =
        new TrackFragmentHeaderBox(
            0, TrackFragmentHeaderBox.BASE_DATA_OFFSET | 8, 1, start.length, 0, 10, 0, 0);
    byte[] media = pattern(4, 9);
    byte[] fragment = TestFragment.bytes(media, at -> traf(tfhd, tfdt(0), trun(at, 4)));
    try (Demuxer demuxer = Reading.open(join(start, fragment), PayloadForm.STORED)) {
      assertThat(Reading.bytes(demuxer.read().orElseThrow())).isEqualTo(media);
    }
  }

  @Test
  void read_withoutDecodeTimes_goesOnWhereTheFragmentBeforeEnded() throws Exception {
    byte[] a = TestFragment.bytes(pattern(3, 0), at -> traf(tfhd(1, 10), trun(at, 1, 2)));
    byte[] b = TestFragment.bytes(pattern(3, 0), at -> traf(tfhd(1, 5), trun(at, 3)));

    assertThat(Reading.frames(join(start(video()), a, b)))
        .containsExactly("1: 0 0 +10 1 SYNC", "1: 10 10 +10 2 SYNC", "1: 20 20 +5 3 SYNC");
  }

  @Test
  void read_tablesAndFragments_givesBothInOrder() throws Exception {
    int offset = start(mixed(0)).length;
    byte[] file =
        join(
            start(mixed(offset + 8)),
            bytes(TestMovie.mdat(pattern(30, 0))),
            TestFragment.bytes(pattern(3, 0), at -> traf(tfhd(1, 5), trun(at, 3))));

    assertThat(Reading.frames(file))
        .containsExactly("1: 0 0 +25 10 SYNC", "1: 25 25 +25 20 SYNC", "1: 50 50 +5 3 SYNC");
    try (Demuxer demuxer = Reading.open(file, PayloadForm.STORED)) {
      assertThat(demuxer.movie().track(1).orElseThrow().sampleCount()).hasValue(3);
      assertThat(Reading.samples(demuxer, 1)).last().asString().startsWith("2: 50 50 +5 3@");
      demuxer.seek(Duration.ofMillis(500));
      assertThat(Reading.frames(demuxer)).containsExactly("1: 50 50 +5 3 SYNC");
      demuxer.seek(Duration.ofMillis(300));
      assertThat(Reading.frames(demuxer)).hasSize(2);
    }
  }

  private static TestTrack mixed(long offset) {
    return video().table(stts(row(2, 25)), stsc(row(1, 2, 1)), stsz(10, 20), stco(offset));
  }

  @Test
  void movie_fragmented_isMeasuredByItsFragments() throws Exception {
    byte[] file = join(start(video()), fragment(500, 1, 2), fragment(520, 3, 4, 5));
    try (Demuxer demuxer = Reading.open(file, PayloadForm.STORED)) {
      assertThat(demuxer.movie().layout()).isEqualTo(Layout.FRAGMENTED);
      assertThat(demuxer.movie().duration()).isEqualTo(Duration.ofMillis(500));
      assertThat(demuxer.movie().track(1).orElseThrow().sampleCount()).hasValue(5);
      assertThat(demuxer.movie().track(1).orElseThrow().mediaBytes()).hasValue(15);
      assertThat(demuxer.movie().track(1).orElseThrow().mediaDuration()).isEqualTo(50);
    }
  }

  @Test
  void seek_inFragments_startsAtTheSyncSampleBefore() throws Exception {
    byte[] file = start(video());
    for (int i = 0; i < 50; i++) {
      file = join(file, gop(i * 40));
    }
    try (Demuxer demuxer = Reading.open(file, PayloadForm.STORED)) {
      assertThat(demuxer.seek(Duration.ofMillis(4190))).isEqualTo(Duration.ofMillis(4000));
      assertThat(demuxer.read().orElseThrow().decodeTime()).isEqualTo(400);
      assertThat(demuxer.read().orElseThrow().decodeTime()).isEqualTo(410);
      assertThat(demuxer.seek(Duration.ofHours(1))).isEqualTo(Duration.ofMillis(19_600));
      assertThat(Reading.frames(demuxer)).hasSize(4);
      assertThat(demuxer.seek(Duration.ZERO)).isEqualTo(Duration.ZERO);
      assertThat(Reading.frames(demuxer)).hasSize(200);
    }
  }

  @Test
  void seek_randomAccessPointsListed_needsNoWayThroughAllFragments() throws Exception {
    assertThat(bytesOfSeek(true)).isLessThan(bytesOfSeek(false) / 2);
  }

  private static long bytesOfSeek(boolean right) throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(start(video()));
    long[][] points = new long[4000][];
    for (int i = 0; i < points.length; i++) {
      // A list that is wrong leads into the middle of a fragment.
      points[i] = row(i * 40, file.size() + (right ? 0 : 100), 1, 1, 1);
      file.writeBytes(gop(i * 40));
    }
    Box tfra =
        TrackFragmentRandomAccessBox.of(1, Table.of(TrackFragmentRandomAccessBox.LAYOUT, points));
    int size = bytes(tfra).length + 8 + MovieFragmentRandomAccessOffsetBox.SIZE;
    Box mfro = MovieFragmentRandomAccessOffsetBox.of(size);
    file.writeBytes(bytes(ContainerBox.of(ContainerBox.MFRA, tfra, mfro)));
    Reading.BytesChannel channel = new Reading.BytesChannel(file.toByteArray());
    try (Demuxer demuxer =
        new Mp4DemuxerFactory()
            .open(new Source.Seekable(channel), DemuxerOptions.of(PayloadForm.STORED))) {
      long before = channel.bytesRead();
      assertThat(demuxer.seek(Duration.ofMillis(300_130))).isEqualTo(Duration.ofMillis(300_000));
      assertThat(demuxer.read().orElseThrow().decodeTime()).isEqualTo(30_000);
      long read = channel.bytesRead() - before;
      // A list that is wrong must not hide what lies behind the place it names.
      assertThat(demuxer.seek(Duration.ofHours(1))).isEqualTo(Duration.ofMillis(1_599_600));
      return read;
    }
  }

  @Test
  void seek_trackThatEndedLongAgo_readsNoFragmentAgainAndAgain() throws Exception {
    int fewer = readsOfSeekBehindTheSound(200);
    int more = readsOfSeekBehindTheSound(800);
    assertThat(more).isLessThan(6 * fewer);
  }

  /** A second track that has samples in the first fragment alone. */
  private static int readsOfSeekBehindTheSound(int fragments) throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(start(video(), TestTrack.audio(2, 100, "tst2", 1, 8)));
    file.writeBytes(
        TestFragment.bytes(
            pattern(4, 9), at -> traf(tfhd(2, 10), TestFragment.tfdt(0), trun(at, 4))));
    for (int i = 0; i < fragments; i++) {
      file.writeBytes(gop(i * 40));
    }
    Reading.BytesChannel channel = new Reading.BytesChannel(file.toByteArray());
    try (Demuxer demuxer =
        new Mp4DemuxerFactory()
            .open(new Source.Seekable(channel), DemuxerOptions.of(PayloadForm.STORED))) {
      int before = channel.reads();
      assertThat(demuxer.seek(Duration.ofMillis(fragments * 400L)))
          .isEqualTo(Duration.ofMillis((fragments - 1) * 400L));
      assertThat(Reading.frames(demuxer)).hasSizeLessThan(10);
      return channel.reads() - before;
    }
  }

  @Test
  void read_mediaBeforeTheirFragment_isFound() throws Exception {
    byte[] start = start(video());
    byte[] media = pattern(4, 9);
    byte[] fragment = TestFragment.bytes(new byte[0], at -> traf(tfhd(1, 10), trun(-4, 4)));
    byte[] file = join(start, bytes(TestMovie.mdat(media)), fragment);
    try (Demuxer demuxer = Reading.open(file, PayloadForm.STORED)) {
      assertThat(Reading.bytes(demuxer.read().orElseThrow())).isEqualTo(media);
    }
  }

  /** Four samples, of which the first is a sync sample. */
  private static byte[] gop(long time) throws MediaException {
    int flags = TrackRunBox.DATA_OFFSET | TrackRunBox.FIRST_SAMPLE_FLAGS | TrackRunBox.SAMPLE_SIZE;
    Table sizes =
        Table.of(TrackRunBox.layout(0, TrackRunBox.SAMPLE_SIZE), TestMovie.column(4, 1, 1, 1));
    TrackFragmentHeaderBox tfhd = TrackFragmentHeaderBox.of(1, 0x28, 10, 0, SampleFlags.NON_SYNC);
    return TestFragment.bytes(
        pattern(7, 0),
        at -> traf(tfhd, tfdt(time), new TrackRunBox(0, flags, at, SampleFlags.SYNC, sizes)));
  }

  @Test
  void read_trackThatComesMuchLater_holdsUpNobody() throws Exception {
    byte[] file = start(video(), audio());
    for (int i = 0; i < 100; i++) {
      file = join(file, fragment(i * 10, 1));
    }
    byte[] late =
        TestFragment.bytes(pattern(3, 0), at -> traf(tfhd(2, 10), tfdt(20_000), trun(at, 3)));
    List<String> frames = Reading.frames(join(file, late));

    assertThat(frames).hasSize(101).last().isEqualTo("2: 20000 20000 +10 3 SYNC");
  }

  @Test
  void read_cutInsideMedia_endsWithAnEventBehindTheLastWholeSample() throws Exception {
    byte[] file = join(start(video()), fragment(0, 5, 5), fragment(20, 5, 5));
    byte[] cut = Arrays.copyOf(file, file.length - 3);
    List<MediaEvent> events = new ArrayList<>();
    DemuxerOptions options = DemuxerOptions.builder().listener(events::add).build();
    try (Demuxer demuxer = Reading.open(cut, options)) {
      assertThat(Reading.frames(demuxer)).hasSize(3);
      assertThat(demuxer.read()).isEmpty();
      assertThat(events).singleElement().asString().contains("INPUT_SKIPPED");
      assertThat(demuxer.extent().wholeBytes()).isEqualTo(file.length - fragment(20, 5, 5).length);
      assertThat(demuxer.extent().skipped()).isPresent();
    }
  }

  @Test
  void read_cutInsideAFragmentHeader_endsWithAnEvent() throws Exception {
    byte[] file = join(start(video()), fragment(0, 5, 5));
    byte[] more = fragment(20, 5, 5);
    List<MediaEvent> events = new ArrayList<>();
    DemuxerOptions options = DemuxerOptions.builder().listener(events::add).build();
    try (Demuxer demuxer = Reading.open(join(file, Arrays.copyOf(more, 50)), options)) {
      assertThat(Reading.frames(demuxer)).hasSize(2);
      assertThat(demuxer.read()).isEmpty();
    }
    assertThat(events)
        .singleElement()
        .extracting(MediaEvent::kind)
        .isEqualTo(MediaEvent.Kind.INPUT_SKIPPED);
  }

  @Test
  void read_zerosBehindTheLastFragment_endsWithAnEvent() throws Exception {
    byte[] file = join(start(video()), fragment(0, 5, 5), new byte[4096]);
    List<MediaEvent> events = new ArrayList<>();
    DemuxerOptions options = DemuxerOptions.builder().listener(events::add).build();
    try (Demuxer demuxer = Reading.open(file, options)) {
      assertThat(Reading.frames(demuxer)).hasSize(2);
    }
    assertThat(events)
        .singleElement()
        .extracting(MediaEvent::kind)
        .isEqualTo(MediaEvent.Kind.INPUT_SKIPPED);
  }

  @Test
  void read_brokenFragment_isReportedOnceAndSkipped() throws Exception {
    byte[] broken = fragment(10, 7);
    // The count of the trun asks for more entries than the box has.
    int trun = new String(broken, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("trun");
    broken[trun + 8] = 1;
    byte[] audioPart =
        TestFragment.bytes(pattern(3, 0), at -> traf(tfhd(2, 10), tfdt(0), trun(at, 3)));
    byte[] file = join(start(video(), audio()), fragment(0, 5), broken, fragment(20, 6), audioPart);
    try (Demuxer demuxer = Reading.open(file, PayloadForm.STORED)) {
      List<String> frames = new ArrayList<>();
      int faults = 0;
      for (boolean more = true; more; ) {
        try {
          Optional<Frame> frame = demuxer.read();
          frame.ifPresent(f -> frames.add(Reading.show(f)));
          more = frame.isPresent();
        } catch (MediaException e) {
          assertThat(e.code()).isEqualTo(MediaException.Code.MALFORMED);
          faults++;
        }
      }
      assertThat(faults).isEqualTo(1);
      assertThat(frames)
          .containsExactlyInAnyOrder(
              "1: 0 0 +10 5 SYNC", "1: 20 20 +10 6 SYNC", "2: 0 0 +10 3 SYNC");
    }
  }

  @Test
  void open_fragmentsWithoutMovie_saysWhatIsMissing() throws Exception {
    byte[] segment = join(fragment(0, 5), fragment(10, 5));
    assertThatThrownBy(() -> Reading.open(segment, PayloadForm.STORED))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("no moov");
  }

  @Test
  void read_runOfSamplesWithoutAnyBytes_isRefused() throws Exception {
    byte[] file =
        join(
            start(video()),
            TestFragment.bytes(
                new byte[0], at -> traf(tfhd(1, 10), tfdt(0), emptyRun(0xffff_ffffL))));
    assertThatThrownBy(() -> Reading.frames(file))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.code()).isEqualTo(MediaException.Code.MALFORMED));
  }

  private static OpaqueBox emptyRun(long count) {
    ByteBuffer payload = ByteBuffer.allocate(8).putInt(0).putInt((int) count).flip();
    return OpaqueBox.of(FourCc.of("trun"), payload);
  }
}
