package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.DecoderSetup;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerOptions.FragmentProfile;
import io.boxwire.api.TrackFormat;
import io.boxwire.box.Box;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.EditListBox;
import io.boxwire.box.ParentBox;
import io.boxwire.box.SampleGroupDescriptionBox;
import io.boxwire.box.SampleToGroupBox;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an audio track begins with to get its decoder going is hidden by an edit. */
class PrimingTest {
  private static final int PRIMING = Rig.BLOCK + 40;

  private static int addPrimed(Rig rig) throws Exception {
    DecoderSetup setup = DecoderSetup.of(ByteBuffer.allocate(0)).withPriming(PRIMING);
    TrackFormat format = Rig.audio().toBuilder().decoderSetup(setup).build();
    return rig.muxer.addTrack(format);
  }

  private static void blocks(Rig rig, int track, long start) throws Exception {
    for (int i = 0; i < 10; i++) {
      rig.block(track, start + (long) i * Rig.BLOCK);
    }
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void priming_soundAlone_endsAtTimeZero(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int audio = addPrimed(rig);
    blocks(rig, audio, 5_000);
    ReadBack read = rig.closeAndRead();
    assertThat(TimelineTest.presented(read, audio)).startsWith(-25L, -5L, 15L);
    assertThat(read.track(audio).dts().get(0)).isZero();
    assertThat(read.track(audio).edits).hasSize(1);
    if (layout != Layout.FRAGMENTED) {
      assertThat(read.track(audio).edits.get(0).segmentDuration())
          .isEqualTo((10 * Rig.BLOCK - PRIMING) * read.movie.timescale() / 8000);
    }
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void priming_besideVideo_isHiddenAndMovesNothing(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    int audio = addPrimed(rig);
    for (int i = 0; i < 5; i++) {
      rig.picture(video, i == 0 ? 'S' : 'N', 1, (long) i * Rig.FRAME);
    }
    blocks(rig, audio, 0);
    ReadBack read = rig.closeAndRead();
    assertThat(TimelineTest.presented(read, video).get(0)).isZero();
    assertThat(TimelineTest.presented(read, audio)).startsWith(0L, 20L, 40L);
    EditListBox.Edit nothing = read.track(audio).edits.get(0);
    EditListBox.Edit shown = read.track(audio).edits.get(1);
    assertThat(nothing.mediaTime()).isEqualTo(-1);
    assertThat(nothing.segmentDuration() * 8000).isEqualTo(PRIMING * read.movie.timescale());
    assertThat(shown.mediaTime()).isEqualTo(PRIMING);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void priming_beforeTheVideo_leavesBothToBeginTogether(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int audio = addPrimed(rig);
    int video = rig.addVideo();
    blocks(rig, audio, -PRIMING);
    for (int i = 0; i < 5; i++) {
      rig.picture(video, i == 0 ? 'S' : 'N', 1, (long) i * Rig.FRAME);
    }
    ReadBack read = rig.closeAndRead();
    assertThat(TimelineTest.presented(read, video).get(0)).isZero();
    assertThat(TimelineTest.presented(read, audio)).startsWith(-25L, -5L, 15L);
    assertThat(read.track(audio).edits).hasSize(1);
  }

  @Test
  void priming_cmaf_isTheOneEdit() throws Exception {
    Rig rig =
        new Rig(
            MuxerOptions.builder().layout(Layout.FRAGMENTED).fragmentProfile(FragmentProfile.CMAF));
    int audio = addPrimed(rig);
    blocks(rig, audio, 0);
    ReadBack read = rig.closeAndRead();
    assertThat(read.track(audio).edits)
        .extracting(EditListBox.Edit::mediaTime)
        .containsExactly(200L);
    assertThat(read.track(audio).samples).allMatch(s -> s.cts() == s.dts());
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void preRoll_ofEachSample_isAGroup(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int audio = rig.addAudio();
    for (int i = 0; i < 5; i++) {
      byte[] block = FakeCodec.picture('P', 1, Rig.BLOCK, i);
      rig.muxer.write(
          Frame.on(audio).time((long) i * Rig.BLOCK).payload(ByteBuffer.wrap(block)).build());
    }
    ReadBack read = rig.closeAndRead();
    assertThat(read.track(audio).syncs()).containsOnly(true);
    boolean fragments = layout == Layout.FRAGMENTED;
    ParentBox parent =
        fragments
            ? (ParentBox) read.moofs.get(0).children(ContainerBox.TRAF).get(0)
            : read.track(audio).sampleTable;
    SampleGroupDescriptionBox roll = only(parent, SampleGroupDescriptionBox.class);
    assertThat(roll.groupingType()).isEqualTo(SampleGroupDescriptionBox.ROLL);
    assertThat(roll.rollDistance(1)).isEqualTo(-4);
    SampleToGroupBox samples = only(parent, SampleToGroupBox.class);
    assertThat(samples.entries().column(0)).containsExactly(5);
    assertThat(samples.entries().column(1)).containsExactly(fragments ? 0x10001 : 1);
  }

  private static <B extends Box> B only(ParentBox parent, Class<B> kind) {
    assertThat(parent.children(kind)).hasSize(1);
    return parent.children(kind).get(0);
  }
}
