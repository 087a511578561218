package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Edit;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaType;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerOptions.Origin;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.TrackFormat;
import io.boxwire.box.AudioSampleEntry;
import io.boxwire.box.BoxWriter;
import io.boxwire.box.CompositionOffsetBox;
import io.boxwire.box.EditListBox;
import io.boxwire.box.FourCc;
import io.boxwire.box.MovieExtendsHeaderBox;
import io.boxwire.box.VisualSampleEntry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Edit lists, decode times and durations. */
class TimelineTest {
  private static final long F = Rig.FRAME;

  /** Presentation times in seconds times 1000, as a player that follows edit lists shows them. */
  static List<Long> presented(ReadBack read, int track) {
    ReadBack.ReadTrack of = read.track(track);
    List<Long> shown = new ArrayList<>();
    for (ReadBack.Stored sample : of.samples) {
      long lead = 0;
      long media = 0;
      for (EditListBox.Edit edit : of.edits) {
        if (edit.mediaTime() < 0) {
          lead += edit.segmentDuration() * 1000 / read.movie.timescale();
        } else {
          media = edit.mediaTime();
        }
      }
      shown.add(lead + (sample.cts() - media) * 1000 / of.timescale);
    }
    return shown;
  }

  private static void pyramid(Rig rig, int track, long start) throws Exception {
    rig.reordered(track, 'S', start, start + 2 * F);
    rig.reordered(track, 'N', start + F, start + 5 * F);
    rig.reordered(track, 'N', start + 2 * F, start + 3 * F);
    rig.reordered(track, 'N', start + 3 * F, start + 4 * F);
    rig.reordered(track, 'N', start + 4 * F, start + 6 * F);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void reorderedPictures_areShownFromTimeZero(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    pyramid(rig, video, 7_000_000_000L);
    ReadBack read = rig.closeAndRead();
    assertThat(presented(read, video)).containsExactly(0L, 120L, 40L, 80L, 160L);
    assertThat(read.track(video).dts().get(0)).isZero();
    assertThat(read.track(video).samples).allMatch(s -> s.cts() >= s.dts());
    assertThat(read.track(video).edits).hasSize(1);
    assertThat(read.track(video).edits.get(0).mediaTime()).isEqualTo(2 * F);
    if (layout != Layout.FRAGMENTED) {
      assertThat(read.track(video).edits.get(0).segmentDuration()).isEqualTo(5 * F);
      assertThat(read.track(video).trackDuration).isEqualTo(5 * F);
      assertThat(read.movie.duration()).isEqualTo(5 * F);
      CompositionOffsetBox offsets =
          read.track(video).sampleTable.child(CompositionOffsetBox.class).orElseThrow();
      assertThat(offsets.version()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void lateTrack_beginsWhenItsFirstFrameSays(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    int audio = rig.addAudio();
    for (int i = 0; i < 25; i++) {
      rig.picture(video, i == 0 ? 'S' : 'N', 1, 900_000 + i * F);
    }
    for (int i = 0; i < 10; i++) {
      rig.block(audio, 80_000 + 2_001 + (long) i * Rig.BLOCK);
    }
    ReadBack read = rig.closeAndRead();
    assertThat(presented(read, video).get(0)).isZero();
    assertThat(presented(read, audio).get(0)).isEqualTo(250L);
    ReadBack.ReadTrack sound = read.track(audio);
    if (layout == Layout.FRAGMENTED) {
      assertThat(sound.edits).isEmpty();
      assertThat(sound.dts().get(0)).isEqualTo(2_001);
    } else {
      // Exactly 2001 ticks of 8000, in a timescale that can say so.
      assertThat(sound.edits.get(0).segmentDuration() * 8000)
          .isEqualTo(2_001 * read.movie.timescale());
      assertThat(sound.dts().get(0)).isZero();
      assertThat(sound.trackDuration).isEqualTo((2_001 + 1_600) * read.movie.timescale() / 8000);
    }
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void originZero_timesOfFramesAreTimesOfTheFile(Layout layout) throws Exception {
    Rig rig = new Rig(MuxerOptions.builder().layout(layout).origin(Origin.ZERO));
    int video = rig.addVideo();
    rig.picture(video, 'S', 1, 45_000);
    rig.picture(video, 'N', 1, 45_000 + F);
    ReadBack read = rig.closeAndRead();
    assertThat(presented(read, video)).containsExactly(500L, 540L);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void leadingPicturesOfASyncSample_arePresented(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    rig.reordered(video, 'S', 0, 3 * F);
    rig.reordered(video, 'N', F, F);
    rig.reordered(video, 'N', 2 * F, 2 * F);
    rig.reordered(video, 'N', 3 * F, 4 * F);
    ReadBack read = rig.closeAndRead();
    assertThat(presented(read, video)).containsExactly(80L, 0L, 40L, 120L);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void leadingPicturesOfAnOpenGop_areHidden(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    rig.reordered(video, 'O', 0, 3 * F);
    rig.reordered(video, 'N', F, F);
    rig.reordered(video, 'N', 2 * F, 2 * F);
    rig.reordered(video, 'N', 3 * F, 4 * F);
    ReadBack read = rig.closeAndRead();
    assertThat(presented(read, video)).containsExactly(0L, -80L, -40L, 40L);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void variableFrameRate_durationsAreDifferencesOfDecodeTimes(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    long[] times = {0, 3000, 6100, 9000, 20_000, 20_001};
    for (long time : times) {
      rig.picture(video, time == 0 ? 'S' : 'N', 1, time);
    }
    ReadBack read = rig.closeAndRead();
    assertThat(read.track(video).durations()).containsExactly(3000L, 3100L, 2900L, 11_000L, 1L, 1L);
  }

  @Test
  void lastFrame_withAKnownDuration_keepsIt() throws Exception {
    Rig rig = new Rig(Layout.PROGRESSIVE);
    int video = rig.addVideo();
    rig.picture(video, 'S', 1, 0);
    rig.muxer.write(Rig.pictureFrame(video, 'N', 1, F, F, 50).duration(777).build());
    assertThat(rig.closeAndRead().track(video).durations()).containsExactly(F, 777L);
  }

  @Test
  void onlyFrame_withoutADuration_isShownForATwentyFifthOfASecond() throws Exception {
    Rig rig = new Rig(Layout.PROGRESSIVE);
    int video = rig.addVideo();
    rig.picture(video, 'S', 1, 0);
    assertThat(rig.closeAndRead().track(video).durations()).containsExactly(3600L);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void gapInAudio_lengthensTheLastBlock(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int audio = rig.addAudio();
    rig.block(audio, 0);
    rig.block(audio, 160);
    rig.block(audio, 1000);
    ReadBack read = rig.closeAndRead();
    assertThat(read.track(audio).durations()).containsExactly(160L, 840L, 160L);
    assertThat(rig.eventKinds()).containsExactly(io.boxwire.api.MediaEvent.Kind.GAP);
  }

  private static TrackFormat.Builder copied() throws Exception {
    BoxWriter entry = BoxWriter.inMemory();
    entry.write(VisualSampleEntry.of(FourCc.of("xyz1"), 320, 240, "", List.of()));
    SampleEntry stored = SampleEntry.of("xyz1", entry.toBuffer()).visual(320, 240).build();
    return TrackFormat.copy(MediaType.VIDEO, "vide", 90_000, List.of(stored));
  }

  private static Frame stored(int track, long dts, long cts, RandomAccess access) {
    return Frame.on(track)
        .times(dts, cts)
        .randomAccess(access)
        .descriptionIndex(1)
        .payload(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}))
        .build();
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void copiedEdits_keepPresentationTimes(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    List<Edit> edits =
        List.of(
            new Edit(500, Edit.EMPTY, Edit.NORMAL_RATE),
            new Edit(120, 10_000 + 2 * F, Edit.NORMAL_RATE));
    int video = rig.muxer.addTrack(copied().edits(edits, 1000).build());
    rig.muxer.write(stored(video, 10_000, 10_000 + 2 * F, RandomAccess.SYNC));
    rig.muxer.write(stored(video, 10_000 + F, 10_000 + 4 * F, RandomAccess.NONE));
    rig.muxer.write(stored(video, 10_000 + 2 * F, 10_000 + 3 * F, RandomAccess.NONE));
    ReadBack read = rig.closeAndRead();
    assertThat(presented(read, video)).containsExactly(500L, 580L, 540L);
    List<EditListBox.Edit> written = read.track(video).edits;
    assertThat(written.get(1).segmentDuration() * 1000).isEqualTo(120 * read.movie.timescale());
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void copiedWithoutEdits_fromZero_keepsPresentationTimes(Layout layout) throws Exception {
    Rig rig = new Rig(MuxerOptions.builder().layout(layout).origin(Origin.ZERO));
    int video = rig.muxer.addTrack(copied().build());
    rig.muxer.write(stored(video, 9000, 9000 + 2 * F, RandomAccess.NONE));
    rig.muxer.write(stored(video, 9000 + F, 9000 + F, RandomAccess.SYNC));
    ReadBack read = rig.closeAndRead();
    assertThat(presented(read, video)).containsExactly(180L, 140L);
    assertThat(read.track(video).syncs()).containsExactly(false, true);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void copiedWithNegativeOffsets_keepsPresentationTimes(Layout layout) throws Exception {
    Rig rig = new Rig(MuxerOptions.builder().layout(layout).origin(Origin.ZERO));
    int video = rig.muxer.addTrack(copied().build());
    rig.muxer.write(stored(video, 0, 0, RandomAccess.SYNC));
    rig.muxer.write(stored(video, F, 3 * F, RandomAccess.NONE));
    rig.muxer.write(stored(video, 2 * F, F, RandomAccess.NONE));
    rig.muxer.write(stored(video, 3 * F, 2 * F, RandomAccess.NONE));
    ReadBack read = rig.closeAndRead();
    assertThat(presented(read, video)).containsExactly(0L, 120L, 40L, 80L);
    if (layout != Layout.FRAGMENTED) {
      assertThat(read.track(video).samples).allMatch(s -> s.cts() >= s.dts());
    }
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void copiedEditsOfALateTrack_haveOneEmptyEdit(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    List<Edit> edits =
        List.of(new Edit(500, Edit.EMPTY, Edit.NORMAL_RATE), new Edit(1500, 0, Edit.NORMAL_RATE));
    int video = rig.muxer.addTrack(copied().edits(edits, 1000).build());
    rig.muxer.write(stored(video, 90_000, 90_000, RandomAccess.SYNC));
    ReadBack read = rig.closeAndRead();
    assertThat(presented(read, video)).containsExactly(1500L);
    assertThat(read.track(video).edits).filteredOn(e -> e.mediaTime() < 0).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void copiedSamples_keepALastDurationOfZero(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.muxer.addTrack(copied().build());
    rig.muxer.write(stored(video, 0, 0, RandomAccess.SYNC));
    Frame last = stored(video, F, F, RandomAccess.NONE);
    rig.muxer.write(last.toBuilder().duration(0).build());
    assertThat(rig.closeAndRead().track(video).durations()).containsExactly(F, 0L);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void copiedAudio_keepsWhichSamplesAreSyncSamples(Layout layout) throws Exception {
    BoxWriter entry = BoxWriter.inMemory();
    entry.write(AudioSampleEntry.of(FourCc.of("xyz2"), 1, 16, 48_000, List.of()));
    SampleEntry stored = SampleEntry.of("xyz2", entry.toBuffer()).audio(1, 48_000, 16).build();
    Rig rig = new Rig(layout);
    int audio =
        rig.muxer.addTrack(
            TrackFormat.copy(MediaType.AUDIO, "soun", 48_000, List.of(stored)).build());
    rig.muxer.write(stored(audio, 0, 0, RandomAccess.SYNC));
    rig.muxer.write(stored(audio, 1024, 1024, RandomAccess.NONE));
    rig.muxer.write(stored(audio, 2048, 2048, RandomAccess.SYNC));
    assertThat(rig.closeAndRead().track(audio).syncs()).containsExactly(true, false, true);
  }

  @Test
  void fragmented_lastPictureIsNotTheOneShownLast_durationIsThatOfThePresentation()
      throws Exception {
    Rig rig = new Rig(Layout.FRAGMENTED);
    int video = rig.addVideo();
    rig.reordered(video, 'S', 0, F);
    rig.reordered(video, 'N', F, 4 * F);
    rig.reordered(video, 'N', 2 * F, 2 * F);
    rig.reordered(video, 'N', 3 * F, 3 * F);
    ReadBack read = rig.closeAndRead();
    MovieExtendsHeaderBox header =
        read.moov.parent("mvex").orElseThrow().child(MovieExtendsHeaderBox.class).orElseThrow();
    assertThat(header.fragmentDuration()).isEqualTo(4 * F * read.movie.timescale() / 90_000);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void equalDecodeTimes_haveNoDuration(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    for (long time : new long[] {0, 0, F, F, F, 2 * F}) {
      rig.picture(video, time == 0 ? 'S' : 'N', 1, time);
    }
    ReadBack read = rig.closeAndRead();
    assertThat(read.track(video).durations()).containsExactly(0L, F, 0L, 0L, F, F);
  }
}
