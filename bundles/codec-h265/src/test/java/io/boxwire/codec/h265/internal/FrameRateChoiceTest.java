package io.boxwire.codec.h265.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.AssemblerOptions.FrameRate;
import io.boxwire.bitstream.FrameTicks;
import io.boxwire.bitstream.VideoSignal;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameRateChoiceTest {
  private static final Timing NTSC = new Timing(1001, 60000);

  private final AssemblerOptions none = AssemblerOptions.builder().build();
  private final FrameRateChoice choice = new FrameRateChoice();

  @Test
  void choose_nothingTold_is25() throws MediaException {
    assertRate(choice.choose(none, sps(vui(false, Timing.NONE, 0)), Timing.NONE), 25, 1);
  }

  @Test
  void choose_order_isCallerThenVuiThenVps() throws MediaException {
    Sps withClock = sps(vui(false, NTSC, 0));
    Sps without = sps(vui(false, Timing.NONE, 0));
    Timing vps = new Timing(1, 50);
    AssemblerOptions told = AssemblerOptions.builder().frameRate(new FrameRate(15, 2)).build();
    assertRate(choice.choose(told, withClock, vps), 15, 2);
    assertRate(choice.choose(none, withClock, vps), 60000, 1001);
    assertRate(choice.choose(none, without, vps), 50, 1);
  }

  @ParameterizedTest
  @CsvSource({
    // pic_struct, whether the VUI says there is one, then the rate
    "0, true, 60000",
    "1, true, 60000",
    "3, true, 30000",
    "6, true, 30000",
    "7, true, 60000",
    "3, false, 60000"
  })
  void choose_pictureOfTwoFields_lastsTwoTicks(int structure, boolean present, int expected)
      throws MediaException {
    choice.message(Sei.PICTURE_TIMING, ByteBuffer.wrap(new byte[] {(byte) (structure << 4)}));
    // Only the first picture counts.
    choice.message(Sei.PICTURE_TIMING, ByteBuffer.wrap(new byte[] {0x20}));
    assertRate(choice.choose(none, sps(vui(present, NTSC, 0)), Timing.NONE), expected, 1001);
  }

  @Test
  void choose_promisedTicks_lengthenThePicture() throws MediaException {
    assertRate(choice.choose(none, sps(vui(false, NTSC, 2)), Timing.NONE), 30000, 1001);
  }

  @Test
  void choose_impossibleClock_is25() throws MediaException {
    Timing megahertz = new Timing(1, 27_000_000);
    assertRate(choice.choose(none, sps(vui(false, megahertz, 0)), Timing.NONE), 25, 1);
  }

  @Test
  void choose_timescaleTooCoarse_isRefused() throws MediaException {
    Sps sps = sps(vui(false, NTSC, 0));
    AssemblerOptions seconds = AssemblerOptions.builder().timescale(59).build();
    assertThatThrownBy(() -> choice.choose(seconds, sps, Timing.NONE))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("59");
    AssemblerOptions enough = AssemblerOptions.builder().timescale(60).build();
    assertThat(choice.choose(enough, sps, Timing.NONE).timescale()).isEqualTo(60);
  }

  @Test
  void vpsTiming_parameterSet_isReadBehindLayerSets() throws MediaException {
    BitWriter out = new BitWriter().bits(4, 3).flags(1, 1).bits(6, 1).bits(3, 0).flags(1);
    out.bits(16, 0xffff).bits(8, 1).bits(32, 0x60000000L).bits(48, 0).bits(8, 93);
    out.flags(1).ue(4, 2, 0).bits(6, 2).ue(2).flags(1, 0, 1, 1, 1, 0); // 2 sets of 3 layers
    out.flags(1).bits(32, 1001).bits(32, 60000).flags(0).ue(0);
    ParameterSetTable sets = ParameterSetTable.EMPTY.with(NalType.VPS, out.nalUnit(NalType.VPS));
    assertThat(sets.vpsTiming(3)).isEqualTo(NTSC);
    assertThat(sets.vpsTiming(0)).isEqualTo(Timing.NONE);
  }

  private static void assertRate(FrameTicks ticks, long frames, long seconds) {
    assertThat(ticks.frameDuration() * frames).isEqualTo(ticks.timescale() * seconds);
  }

  private static Vui vui(boolean frameFieldInfo, Timing timing, int fixedTicks) {
    return new Vui(VideoSignal.NONE, frameFieldInfo, timing, new Hrd(fixedTicks), 0);
  }

  private static Sps sps(Vui vui) throws MediaException {
    Sps some = Sps.read(TestStream.of("size-a").first(NalType.SPS));
    return new Sps(
        some.id(),
        some.vpsId(),
        some.subLayers(),
        some.temporalIdNesting(),
        some.profile(),
        some.chromaFormat(),
        some.separatePlanes(),
        some.width(),
        some.height(),
        some.bitDepthLuma(),
        some.bitDepthChroma(),
        some.orderCountBits(),
        some.reorderDepth(),
        vui);
  }
}
