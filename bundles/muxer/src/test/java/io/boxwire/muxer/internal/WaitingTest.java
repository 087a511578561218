package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerOptions;
import io.boxwire.box.ContainerBox;
import io.boxwire.itests.fixtures.Waits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tracks that are silent, late or stall. */
class WaitingTest {
  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"FRAGMENTED", "HYBRID"})
  void silentTrack_withinTheTime_isWaitedFor(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    int audio = rig.addAudio();
    rig.seconds(video, 0, 10);
    assertThat(rig.channel.size()).isZero();
    rig.block(audio, 80_000);
    assertThat(rig.channel.size()).isPositive();
    ReadBack read = rig.closeAndRead();
    assertThat(read.track(video).samples).hasSize(250);
    assertThat(read.track(audio).samples).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"FRAGMENTED", "HYBRID"})
  void silentTrack_afterTheTime_isLeftOutAndRefusedLater(Layout layout) throws Exception {
    Rig rig = new Rig(MuxerOptions.builder().layout(layout).configurationWait(Duration.ofNanos(1)));
    int audio = rig.addAudio();
    int video = rig.addVideo();
    rig.seconds(video, 0, 3);
    assertThat(rig.channel.size()).isPositive();
    assertThat(rig.eventKinds()).containsExactly(MediaEvent.Kind.TRACK_LEFT_OUT);
    MediaException e = catchThrowableOfType(MediaException.class, () -> rig.block(audio, 24_000));
    assertThat(e.code()).isEqualTo(MediaException.Code.BAD_FRAME);
    assertThat(e).hasMessageContaining("track 1").hasMessageContaining("silent");
    ReadBack read = rig.closeAndRead();
    assertThat(read.tracks).hasSize(1);
    assertThat(read.track(video).samples).hasSize(75);
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"FRAGMENTED", "HYBRID"})
  void silentTrack_memoryFull_isLeftOutBeforeTheTime(Layout layout) throws Exception {
    Rig rig =
        new Rig(MuxerOptions.builder().layout(layout).interleave(Duration.ofSeconds(1), 1000));
    rig.addAudio();
    int video = rig.addVideo();
    rig.seconds(video, 0, 4);
    assertThat(rig.eventKinds()).containsExactly(MediaEvent.Kind.TRACK_LEFT_OUT);
    assertThat(rig.channel.size()).isPositive();
    assertThat(rig.closeAndRead().track(video).samples).hasSize(100);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void silentTrack_atClose_isLeftOut(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    rig.addAudio();
    rig.seconds(video, 0, 1);
    ReadBack read = rig.closeAndRead();
    assertThat(read.tracks).hasSize(1);
    assertThat(rig.eventKinds()).containsExactly(MediaEvent.Kind.TRACK_LEFT_OUT);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void stalledTrack_doesNotHoldUpTheOthersAndItsSamplesAreKept(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    int audio = rig.addAudio();
    rig.seconds(video, audio, 1);
    for (int i = 25; i < 25 * 60; i++) {
      byte[] large = FakeCodec.picture(i % 25 == 0 ? 'S' : 'N', 1, 10_000, i);
      rig.muxer.write(
          io.boxwire.api.Frame.on(video)
              .time(i * 3600L)
              .payload(java.nio.ByteBuffer.wrap(large))
              .build());
    }
    assertThat(rig.channel.size()).isGreaterThan(10_000_000);
    assertThat(rig.eventKinds()).contains(MediaEvent.Kind.TRACK_STALLED);
    for (int i = 0; i < 50; i++) {
      rig.block(audio, 8000 + i * 160L);
    }
    ReadBack read = rig.closeAndRead();
    assertThat(read.track(audio).samples).hasSize(100);
    assertThat(read.track(audio).dts()).isEqualTo(LayoutTest.multiples(100, 160));
    assertThat(read.track(video).samples).hasSize(1500);
  }

  @Test
  void fragments_interleavedTracks_holdTheSameTime() throws Exception {
    Rig rig = new Rig(Layout.FRAGMENTED);
    rig.seconds(rig.addVideo(), rig.addAudio(), 5);
    ReadBack read = rig.closeAndRead();
    assertThat(read.moofs).allMatch(m -> m.children(ContainerBox.TRAF).size() == 2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"FRAGMENTED", "HYBRID"})
  @Timeout(60)
  void silentTrack_nobodyWritesAnyMore_isLeftOutAfterTheTime(Layout layout) throws Exception {
    Rig rig =
        new Rig(MuxerOptions.builder().layout(layout).configurationWait(Duration.ofMillis(300)));
    int video = rig.addVideo();
    rig.addAudio();
    rig.seconds(video, 0, 3);
    // No call comes any more, as from a camera that was unplugged; two fragments are complete.
    Waits.until(() -> !rig.events.isEmpty());
    assertThat(rig.eventKinds()).containsExactly(MediaEvent.Kind.TRACK_LEFT_OUT);
    assertThat(ReadBack.of(rig.channel.content()).track(video).samples).hasSize(50);
    assertThat(rig.closeAndRead().track(video).samples).hasSize(75);
  }
}
