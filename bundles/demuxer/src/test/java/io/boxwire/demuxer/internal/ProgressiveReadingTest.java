package io.boxwire.demuxer.internal;

import static io.boxwire.demuxer.internal.TestMovie.bytes;
import static io.boxwire.demuxer.internal.TestMovie.column;
import static io.boxwire.demuxer.internal.TestMovie.ftyp;
import static io.boxwire.demuxer.internal.TestMovie.mdat;
import static io.boxwire.demuxer.internal.TestMovie.moov;
import static io.boxwire.demuxer.internal.TestMovie.pattern;
import static io.boxwire.demuxer.internal.TestMovie.row;
import static io.boxwire.demuxer.internal.TestMovie.stco;
import static io.boxwire.demuxer.internal.TestMovie.stsc;
import static io.boxwire.demuxer.internal.TestMovie.stss;
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
import io.boxwire.api.SampleCursor;
import io.boxwire.api.TrackInfo;
import io.boxwire.box.ChunkLargeOffsetBox;
import io.boxwire.box.CompactSampleSizeBox;
import io.boxwire.box.CompositionOffsetBox;
import io.boxwire.box.DataEntryUrlBox;
import io.boxwire.box.DataReferenceBox;
import io.boxwire.box.SampleGroupDescriptionBox;
import io.boxwire.box.SampleSizeBox;
import io.boxwire.box.SampleToGroupBox;
import io.boxwire.box.Table;
import io.boxwire.box.VisualSampleEntry;
import io.boxwire.demuxer.internal.TestMovie.TestTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgressiveReadingTest {
  /** Where the payload of the mdat lies that follows the ftyp. */
  private static final int MEDIA = 20 + 8;

  private static byte[] file(TestTrack... tracks) throws MediaException {
    return bytes(ftyp(), mdat(pattern(1000, 0)), moov(false, tracks));
  }

  private static TestTrack video() throws MediaException {
    return TestTrack.video(1, 600)
        .table(
            stts(row(2, 20), row(1, 30), row(1, 40)),
            CompositionOffsetBox.of(
                Table.of(CompositionOffsetBox.LAYOUT, row(1, 20), row(2, 60), row(1, 0))),
            stsc(row(1, 3, 1), row(2, 1, 1)),
            stsz(10, 20, 30, 40),
            stco(MEDIA, MEDIA + 500),
            stss(1, 3));
  }

  @Test
  void read_allTables_givesTimesSizesAndSync() throws Exception {
    assertThat(Reading.frames(file(video())))
        .containsExactly(
            "1: 0 20 +20 10 SYNC",
            "1: 20 80 +20 20 NONE",
            "1: 40 100 +30 30 SYNC",
            "1: 70 70 +40 40 NONE");
  }

  @Test
  void read_stored_givesTheBytesOfEachChunk() throws Exception {
    byte[] media = pattern(1000, 0);
    int[] starts = {0, 10, 30, 500};
    try (Demuxer demuxer = Reading.open(file(video()), PayloadForm.STORED)) {
      for (int start : starts) {
        Frame frame = demuxer.read().orElseThrow();
        assertThat(Reading.bytes(frame))
            .isEqualTo(Arrays.copyOfRange(media, start, start + frame.size()));
        assertThat(frame.descriptionIndex()).isEqualTo(1);
      }
      assertThat(demuxer.read()).isEmpty();
    }
  }

  @Test
  void samples_allTables_listsOffsetsAndReadsBytes() throws Exception {
    try (Demuxer demuxer = Reading.open(file(video()), PayloadForm.STREAM)) {
      assertThat(Reading.samples(demuxer, 1))
          .containsExactly(
              "0: 0 20 +20 10@28",
              "1: 20 80 +20 20@38",
              "2: 40 100 +30 30@58",
              "3: 70 70 +40 40@528");
      SampleCursor cursor = demuxer.samples(1);
      assertThat(cursor.next()).isTrue();
      ByteBuffer into = ByteBuffer.allocate(11);
      cursor.read(into);
      assertThat(into.position()).isEqualTo(10);
      assertThat(into.array()).startsWith(Arrays.copyOf(pattern(1000, 0), 10));
      assertThatThrownBy(() -> cursor.read(ByteBuffer.allocate(9)))
          .isInstanceOfSatisfying(
              MediaException.class,
              e -> assertThat(e.code()).isEqualTo(MediaException.Code.BAD_REQUEST));
    }
  }

  @Test
  void movie_progressive_isDescribed() throws Exception {
    try (Demuxer demuxer = Reading.open(file(video()), PayloadForm.STREAM)) {
      assertThat(demuxer.movie().layout()).isEqualTo(Layout.PROGRESSIVE);
      assertThat(demuxer.movie().majorBrand()).isEqualTo("isom");
      TrackInfo track = demuxer.movie().track(1).orElseThrow();
      assertThat(track.mediaDuration()).isEqualTo(110);
      assertThat(track.sampleCount()).hasValue(4);
      assertThat(track.codec()).isEmpty();
      assertThat(track.codecString()).isEqualTo("tst1");
      assertThat(track.format().width()).isEqualTo(64);
      assertThat(demuxer.movie().duration()).isEqualTo(Ticks.duration(110, 600));
    }
  }

  @Test
  void read_compactAndLargeTables_givesTheSame() throws Exception {
    TestTrack track =
        TestTrack.video(1, 600)
            .table(
                stts(row(3, 20)),
                CompositionOffsetBox.of(
                    Table.of(CompositionOffsetBox.SIGNED_LAYOUT, row(1, -5), row(2, 7))),
                stsc(row(1, 3, 1)),
                CompactSampleSizeBox.of(Table.of(CompactSampleSizeBox.layout(4), column(15, 1, 2))),
                ChunkLargeOffsetBox.of(Table.of(ChunkLargeOffsetBox.LAYOUT, column(MEDIA))));

    assertThat(Reading.frames(file(track)))
        .containsExactly("1: 0 -5 +20 15 SYNC", "1: 20 27 +20 1 SYNC", "1: 40 47 +20 2 SYNC");
  }

  @Test
  void read_tracksOfDifferentTimescales_comesInExactDecodeOrder() throws Exception {
    TestTrack video =
        TestTrack.video(1, 3)
            .table(stts(row(3, 1)), stsc(row(1, 3, 1)), stsz(1, 1, 1), stco(MEDIA));
    TestTrack audio =
        TestTrack.audio(2, 7, "mp4a", 1, 16)
            .table(stts(row(7, 1)), stsc(row(1, 7, 1)), stsz(1, 1, 1, 1, 1, 1, 1), stco(MEDIA + 9));

    assertThat(Reading.frames(file(video, audio)).stream().map(f -> f.substring(0, 4)))
        .containsExactly(
            "1: 0", "2: 0", "2: 1", "2: 2", "1: 1", "2: 3", "2: 4", "1: 2", "2: 5", "2: 6");
  }

  @Test
  void read_selectedTracks_givesOnlyThose() throws Exception {
    TestTrack audio =
        TestTrack.audio(2, 8000, "mp4a", 1, 16)
            .table(stts(row(1, 1)), stsc(row(1, 1, 1)), stsz(4), stco(MEDIA));
    DemuxerOptions options = DemuxerOptions.builder().tracks(Set.of(2)).build();
    try (Demuxer demuxer = Reading.open(file(video(), audio), options)) {
      assertThat(Reading.frames(demuxer)).containsExactly("2: 0 0 +1 4 SYNC");
    }
  }

  @Test
  void open_selectedTrackIsNotThere_isABadRequest() throws Exception {
    byte[] file = file(video());
    DemuxerOptions options = DemuxerOptions.builder().tracks(Set.of(1, 9)).build();
    assertThatThrownBy(() -> Reading.open(file, options))
        .isInstanceOf(MediaException.class)
        .hasMessage("there is no track 9");
  }

  @Test
  void read_severalSampleEntries_tellsWhich() throws Exception {
    TestTrack track =
        TestTrack.video(1, 10)
            .entry(VisualSampleEntry.of(TestMovie.TEST_VIDEO, 32, 24, "", List.of()))
            .table(
                stts(row(3, 1)),
                stsc(row(1, 1, 1), row(2, 1, 2), row(3, 1, 1)),
                stsz(1, 1, 1),
                stco(MEDIA, MEDIA + 1, MEDIA + 2));
    try (Demuxer demuxer = Reading.open(file(track), PayloadForm.STREAM)) {
      List<Integer> entries = new ArrayList<>();
      for (Optional<Frame> f = demuxer.read(); f.isPresent(); f = demuxer.read()) {
        entries.add(f.get().descriptionIndex());
      }
      assertThat(entries).containsExactly(1, 2, 1);
    }
  }

  @Test
  void read_sampleGroups_tellsOtherRandomAccessPoints() throws Exception {
    TestTrack track =
        TestTrack.video(1, 10)
            .table(
                stts(row(4, 1)),
                stsc(row(1, 4, 1)),
                stsz(1, 1, 1, 1),
                stco(MEDIA),
                stss(1),
                SampleGroupDescriptionBox.randomAccessPoints(),
                SampleGroupDescriptionBox.rolls(3),
                SampleToGroupBox.of(
                    SampleGroupDescriptionBox.RANDOM_ACCESS_POINT,
                    Table.of(SampleToGroupBox.LAYOUT, row(1, 0), row(1, 1))),
                SampleToGroupBox.of(
                    SampleGroupDescriptionBox.ROLL,
                    Table.of(SampleToGroupBox.LAYOUT, row(3, 0), row(1, 1))));

    try (Demuxer demuxer = Reading.open(file(track), PayloadForm.STREAM)) {
      assertThat(Reading.frames(demuxer))
          .containsExactly(
              "1: 0 0 +1 1 SYNC",
              "1: 1 1 +1 1 OPEN_GOP",
              "1: 2 2 +1 1 NONE",
              "1: 3 3 +1 1 RECOVERY_POINT");
      demuxer.seek(Duration.ofMillis(350));
      assertThat(demuxer.read().orElseThrow().rollDistance()).isEqualTo(3);
      assertThat(demuxer.seek(Duration.ofMillis(250))).isEqualTo(Duration.ofMillis(100));
      assertThat(Reading.show(demuxer.read().orElseThrow())).isEqualTo("1: 1 1 +1 1 OPEN_GOP");
    }
  }

  @Test
  void read_oneByteAudio_comesInRunsWithinChunks() throws Exception {
    TestTrack track =
        TestTrack.audio(1, 8000, "ulaw", 1, 16)
            .table(
                stts(row(2100, 1)),
                stsc(row(1, 1030, 1), row(2, 535, 1)),
                SampleSizeBox.constant(1, 2100),
                stco(100, 2000, 3000));
    byte[] file = bytes(ftyp(), mdat(pattern(4000, 0)), moov(false, track));

    assertThat(Reading.frames(file))
        .containsExactly(
            "1: 0 0 +1024 1024 SYNC",
            "1: 1024 1024 +6 6 SYNC",
            "1: 1030 1030 +535 535 SYNC",
            "1: 1565 1565 +535 535 SYNC");
    try (Demuxer demuxer = Reading.open(file, PayloadForm.STREAM)) {
      assertThat(Reading.samples(demuxer, 1))
          .contains("1024: 1024 1024 +6 6@1124", "1565: 1565 1565 +535 535@3000");
    }
  }

  @Test
  void read_oneByteAudioWithAGap_endsTheRunThere() throws Exception {
    TestTrack track =
        TestTrack.audio(1, 8000, "alaw", 1, 16)
            .table(
                stts(row(99, 1), row(1, 501), row(200, 1)),
                stsc(row(1, 300, 1)),
                SampleSizeBox.constant(1, 300),
                stco(MEDIA));

    assertThat(Reading.frames(file(track)))
        .containsExactly("1: 0 0 +99 99 SYNC", "1: 99 99 +501 1 SYNC", "1: 600 600 +200 200 SYNC");
  }

  @Test
  void read_stereoPcmDeclaredAsOneByte_countsWholeAudioFrames() throws Exception {
    TestTrack track =
        TestTrack.audio(1, 8000, "sowt", 2, 16)
            .table(
                stts(row(300, 1)),
                stsc(row(1, 200, 1), row(2, 100, 1)),
                SampleSizeBox.constant(1, 300),
                stco(MEDIA, MEDIA + 800));
    byte[] file = bytes(ftyp(), mdat(pattern(1200, 0)), moov(false, track));

    assertThat(Reading.frames(file))
        .containsExactly("1: 0 0 +200 800 SYNC", "1: 200 200 +100 400 SYNC");
  }

  @Test
  void read_blocksOfConstantSize_staysWhole() throws Exception {
    TestTrack track =
        TestTrack.audio(1, 50, "alaw", 1, 16)
            .table(
                stts(row(3, 1)), stsc(row(1, 3, 1)), SampleSizeBox.constant(160, 3), stco(MEDIA));

    assertThat(Reading.frames(file(track))).hasSize(3).first().isEqualTo("1: 0 0 +1 160 SYNC");
  }

  @Test
  void read_samplesInAnotherFile_saysSoOnceAndGoesOn() throws Exception {
    DataEntryUrlBox elsewhere = new DataEntryUrlBox(0, 0, Optional.of("file:other.mov"));
    TestTrack away =
        TestTrack.video(1, 10)
            .dataReference(new DataReferenceBox(0, 0, List.of(elsewhere)))
            .table(stts(row(2, 1)), stsc(row(1, 2, 1)), stsz(1, 1), stco(MEDIA));
    TestTrack here =
        TestTrack.video(2, 10).table(stts(row(1, 1)), stsc(row(1, 1, 1)), stsz(1), stco(MEDIA));
    try (Demuxer demuxer = Reading.open(file(away, here), PayloadForm.STORED)) {
      assertThat(demuxer.movie().tracks()).hasSize(2);
      assertThatThrownBy(demuxer::read)
          .isInstanceOfSatisfying(
              MediaException.class,
              e -> assertThat(e.code()).isEqualTo(MediaException.Code.UNSUPPORTED));
      assertThat(Reading.frames(demuxer)).containsExactly("2: 0 0 +1 1 SYNC");
    }
  }

  @Test
  void read_samplesBehindTheEnd_throwsTruncatedOnceAndGoesOn() throws Exception {
    TestTrack endless =
        TestTrack.video(1, 10)
            .table(
                stts(row(0xffff_ffffL, 1)),
                stsc(row(1, 0xffff_ffffL, 1)),
                SampleSizeBox.constant(600, 0xffff_ffffL),
                stco(MEDIA));
    byte[] file = file(endless, video2());
    try (Demuxer demuxer = Reading.open(file, PayloadForm.STORED)) {
      List<String> frames = new ArrayList<>();
      List<MediaException.Code> faults = new ArrayList<>();
      boolean more = true;
      while (more) {
        try {
          Optional<Frame> frame = demuxer.read();
          frame.ifPresent(f -> frames.add(Reading.show(f)));
          more = frame.isPresent();
        } catch (MediaException e) {
          faults.add(e.code());
        }
      }
      assertThat(faults).containsExactly(MediaException.Code.TRUNCATED);
      assertThat(frames).contains("1: 0 0 +1 600 SYNC", "2: 3 3 +1 1 SYNC");
    }
  }

  private static TestTrack video2() throws MediaException {
    return TestTrack.video(2, 10)
        .table(stts(row(4, 1)), stsc(row(1, 4, 1)), stsz(1, 1, 1, 1), stco(MEDIA));
  }

  @Test
  void read_tablesThatNameTheSameBytesOverAndOver_endsInMalformed() throws Exception {
    long[] chunks = new long[2000];
    Arrays.fill(chunks, MEDIA);
    TestTrack track =
        TestTrack.video(1, 10)
            .table(
                stts(row(2_000_000, 1)),
                stsc(row(1, 1000, 1)),
                SampleSizeBox.constant(1, 2_000_000),
                stco(chunks));
    byte[] file = file(track);
    assertThatThrownBy(() -> Reading.frames(file))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.code()).isEqualTo(MediaException.Code.MALFORMED));
  }

  @Test
  void read_moreSamplesThanChunksHold_endsWithAnEvent() throws Exception {
    TestTrack track =
        TestTrack.video(1, 10)
            .table(stts(row(3, 1)), stsc(row(1, 2, 1)), stsz(1, 1, 1), stco(MEDIA));
    List<MediaEvent> events = new ArrayList<>();
    DemuxerOptions options = DemuxerOptions.builder().listener(events::add).build();
    try (Demuxer demuxer = Reading.open(file(track), options)) {
      assertThat(Reading.frames(demuxer)).hasSize(2);
    }
    assertThat(events)
        .singleElement()
        .extracting(MediaEvent::kind)
        .isEqualTo(MediaEvent.Kind.INPUT_SKIPPED);
  }

  @Test
  void seek_toATime_startsAtTheSyncSampleBefore() throws Exception {
    try (Demuxer demuxer = Reading.open(file(video()), PayloadForm.STREAM)) {
      assertThat(demuxer.seek(Duration.ofMillis(180))).isEqualTo(Ticks.duration(100, 600));
      assertThat(Reading.frames(demuxer))
          .containsExactly("1: 40 100 +30 30 SYNC", "1: 70 70 +40 40 NONE");
      // Sample 3 is decoded at 40 but shown at 100 only.
      assertThat(demuxer.seek(Ticks.duration(90, 600))).isEqualTo(Ticks.duration(20, 600));
      assertThat(Reading.frames(demuxer)).hasSize(4);
    }
  }

  @Test
  void seek_severalTracks_followsTheVideo() throws Exception {
    TestTrack audio =
        TestTrack.audio(2, 600, "mp4a", 1, 16)
            .table(
                stts(row(100, 1)),
                stsc(row(1, 100, 1)),
                SampleSizeBox.constant(2, 100),
                stco(MEDIA));
    try (Demuxer demuxer = Reading.open(file(audio, video()), PayloadForm.STREAM)) {
      demuxer.seek(Duration.ofSeconds(9));
      List<String> frames = Reading.frames(demuxer);
      assertThat(frames).contains("1: 40 100 +30 30 SYNC");
      assertThat(frames).contains("2: 99 99 +1 2 SYNC").doesNotContain("2: 98 98 +1 2 SYNC");
    }
  }

  @Test
  void close_thenEveryCall_throwsClosed() throws Exception {
    Demuxer demuxer = Reading.open(file(video()), PayloadForm.STREAM);
    SampleCursor cursor = demuxer.samples(1);
    demuxer.close();
    demuxer.close();
    assertThatThrownBy(demuxer::read).hasMessageContaining("closed");
    assertThatThrownBy(cursor::next).hasMessageContaining("closed");
    assertThatThrownBy(() -> demuxer.seek(Duration.ZERO)).hasMessageContaining("closed");
  }
}
