package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.TrackFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Codec configurations that change in mid-stream. */
class ConfigurationTest {
  private static final int[] CONFIGURATIONS = {1, 1, 2, 2, 1, 1, 3};

  private static void write(Rig rig, int video) throws Exception {
    for (int i = 0; i < CONFIGURATIONS.length; i++) {
      rig.picture(video, i % 2 == 0 ? 'S' : 'N', CONFIGURATIONS[i], i * 90_000L);
    }
  }

  private static byte[] picture(int i) {
    return LayoutTest.nalUnit(
        FakeCodec.picture(i % 2 == 0 ? 'S' : 'N', CONFIGURATIONS[i], 100, i * 90_000L));
  }

  @ParameterizedTest
  @EnumSource(value = Layout.class, mode = Mode.EXCLUDE, names = "FRAGMENTED")
  void changed_closedFile_hasASampleEntryForEach(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    write(rig, video);
    ReadBack read = rig.closeAndRead();
    ReadBack.ReadTrack track = read.track(video);
    assertThat(track.entries.children()).hasSize(3);
    assertThat(track.samples.stream().map(ReadBack.Stored::entry))
        .containsExactly(1, 1, 2, 2, 1, 1, 3);
    for (int i = 0; i < CONFIGURATIONS.length; i++) {
      assertThat(read.bytes(track.samples.get(i))).isEqualTo(picture(i));
    }
    assertThat(rig.eventKinds())
        .containsExactly(
            MediaEvent.Kind.CONFIGURATION_CHANGED,
            MediaEvent.Kind.CONFIGURATION_CHANGED,
            MediaEvent.Kind.CONFIGURATION_CHANGED);
  }

  @Test
  void hybrid_whileItGrows_hasNewParameterSetsInFrontOfRandomAccessSamples() throws Exception {
    Rig rig = new Rig(Layout.HYBRID);
    int video = rig.addVideo();
    write(rig, video);
    rig.picture(video, 'S', 3, 7 * 90_000L);
    ReadBack read = ReadBack.of(rig.channel.content());
    ReadBack.ReadTrack track = read.track(video);
    assertThat(track.entries.children()).hasSize(1);
    assertThat(track.samples.stream().map(ReadBack.Stored::entry)).containsOnly(1);
    for (int i = 0; i < track.samples.size(); i++) {
      byte[] expected = picture(i);
      if (i >= 2 && i % 2 == 0) {
        byte[] sets = FakeCodec.inBand(CONFIGURATIONS[i]);
        expected = join(sets, expected);
      }
      assertThat(read.bytes(track.samples.get(i))).as("sample " + i).isEqualTo(expected);
    }
    rig.muxer.close();
  }

  private static byte[] join(byte[] a, byte[] b) {
    return java.nio.ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
  }

  @Test
  void fragmented_parameterSetsInTheEntry_refusesUntilTheOldOneComesBack() throws Exception {
    Rig rig = new Rig(Layout.FRAGMENTED);
    int video = rig.addVideo();
    rig.picture(video, 'S', 1, 0);
    for (long time : List.of(3600L, 7200L)) {
      MediaException e =
          catchThrowableOfType(MediaException.class, () -> rig.picture(video, 'S', 2, time));
      assertThat(e.code()).isEqualTo(MediaException.Code.CONFIGURATION_CHANGED);
      assertThat(e).hasMessageContaining("track 1, time " + time);
    }
    rig.picture(video, 'S', 1, 10_800);
    ReadBack read = rig.closeAndRead();
    assertThat(read.track(video).samples).hasSize(2);
    assertThat(rig.muxer.statistics().framesRefused()).isEqualTo(2);
  }

  @Test
  void fragmented_parameterSetsInTheSamples_goesOn() throws Exception {
    Rig rig = new Rig(Layout.FRAGMENTED);
    int video =
        rig.muxer.addTrack(
            TrackFormat.video(FakeCodec.VIDEO, 90_000).parameterSets(ParameterSets.KEEP).build());
    write(rig, video);
    ReadBack read = rig.closeAndRead();
    assertThat(read.track(video).samples).hasSize(7);
    assertThat(read.track(video).entries.children()).hasSize(1);
  }
}
