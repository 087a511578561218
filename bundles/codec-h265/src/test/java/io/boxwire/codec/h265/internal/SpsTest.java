package io.boxwire.codec.h265.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.bitstream.ColourDescription;
import io.boxwire.bitstream.SampleAspectRatio;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpsTest {
  @ParameterizedTest
  @CsvSource({
    // stream, chroma format, bit depth, sub-layers, reorder depth
    "bpyramid, 1, 8, 1, 2",
    "main10-hdr, 1, 10, 1, 2",
    "crop444, 3, 8, 1, 0",
    "crop422-10, 2, 10, 1, 0",
    "temporal-layers, 1, 8, 2, 2",
    "fields, 1, 8, 1, 2"
  })
  void read_encodedStream_tellsWhatTheEncoderWasTold(
      String name, int chroma, int depth, int subLayers, int reorder) throws MediaException {
    TestStream stream = TestStream.of(name);
    Sps sps = Sps.read(stream.first(NalType.SPS));
    assertThat(sps.chromaFormat()).isEqualTo(chroma);
    assertThat(sps.bitDepthLuma()).isEqualTo(depth);
    assertThat(sps.bitDepthChroma()).isEqualTo(depth);
    assertThat(sps.subLayers()).isEqualTo(subLayers);
    assertThat(sps.reorderDepth()).isEqualTo(reorder);
    assertThat(sps.width()).isEqualTo(stream.width());
    assertThat(sps.height()).isEqualTo(stream.height());
    String[] rate = stream.rate().split("/");
    assertThat(sps.vui().timing())
        .isEqualTo(new Timing(Long.parseLong(rate[1]), Long.parseLong(rate[0])));
  }

  @Test
  void read_hdrStream_tellsShapeAndColours() throws MediaException {
    Vui vui = Sps.read(TestStream.of("main10-hdr").first(NalType.SPS)).vui();
    assertThat(vui.signal().aspectRatio()).isEqualTo(new SampleAspectRatio(4, 3));
    assertThat(vui.signal().colour()).contains(new ColourDescription(9, 16, 9, false));
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 2, 2", "2, 2, 1", "3, 1, 1"})
  void read_conformanceWindow_isCountedInChromaSamples(int chroma, int unitX, int unitY)
      throws MediaException {
    BitWriter out = head(0).ue(0, chroma);
    if (chroma == 3) {
      out.flags(0);
    }
    Sps sps = Sps.read(tail(out.ue(64, 48).flags(1).ue(1, 2, 3, 0), 0));
    assertThat(sps.width()).isEqualTo(64 - 3 * unitX);
    assertThat(sps.height()).isEqualTo(48 - 3 * unitY);
  }

  @Test
  void read_everyOptionalPart_findsTheVuiBehindThem() throws MediaException {
    BitWriter out = head(2);
    out.flags(1, 1, 0, 1).bits(12, 0); // sub-layer 0 has profile and level, 1 has a level
    out.bits(44, -1).bits(44, 0).bits(8, 60).bits(8, 90);
    out.ue(5, 3).flags(1).ue(128, 72).flags(0); // separate planes
    out.ue(2, 2, 4); // bit depths, order count bits
    out.flags(1).ue(1, 0, 0, 2, 1, 0, 4, 2, 0); // every sub-layer's own sizes
    out.ue(0, 1, 0, 1, 0, 0);
    out.flags(1, 1);
    writeScalingLists(out);
    out.flags(1, 1, 1).bits(8, 0x77).ue(0, 1).flags(0); // PCM
    out.ue(2); // reference picture sets
    out.ue(1, 1).ue(0).flags(1).ue(1).flags(1);
    out.flags(1, 1).ue(0).flags(1, 1, 0, 1); // predicted: 3 references, one with its own flag
    out.flags(1).ue(2).bits(8, 0xAA).flags(1).bits(8, 0x55).flags(0); // long-term
    out.flags(1, 1, 1);
    writeVui(out);
    Sps sps = Sps.read(out.nalUnit(NalType.SPS));
    assertThat(sps.id()).isEqualTo(5);
    assertThat(sps.subLayers()).isEqualTo(3);
    assertThat(sps.separatePlanes()).isTrue();
    assertThat(sps.bitDepthLuma()).isEqualTo(10);
    assertThat(sps.orderCountBits()).isEqualTo(8);
    assertThat(sps.reorderDepth()).isEqualTo(2);
    assertThat(sps.vui().signal().aspectRatio()).isEqualTo(new SampleAspectRatio(40, 33));
    assertThat(sps.vui().frameFieldInfo()).isTrue();
    assertThat(sps.vui().timing()).isEqualTo(new Timing(1001, 60000));
    assertThat(sps.vui().hrd().fixedTicks()).isEqualTo(2);
    assertThat(sps.vui().minSpatialSegmentation()).isEqualTo(77);
  }

  @Test
  void read_impossibleValues_throws() {
    assertThatThrownBy(() -> Sps.read(head(7).nalUnit(NalType.SPS)))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("sps_max_sub_layers_minus1");
    ByteBuffer cropped = tail(head(0).ue(0, 1, 16, 16).flags(1).ue(4, 4, 0, 0), 0);
    assertThatThrownBy(() -> Sps.read(cropped))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("0x16");
    ByteBuffer manySets = tail(head(0).ue(0, 1, 16, 16).flags(0), 65);
    assertThatThrownBy(() -> Sps.read(manySets))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("num_short_term_ref_pic_sets");
  }

  @Test
  void read_cutAnywhere_throws() throws MediaException {
    ByteBuffer whole = TestStream.of("main10-hdr").first(NalType.SPS);
    // The extension flag and trailing bits at the end are not looked at.
    for (int length = 0; length < whole.limit() - 1; length++) {
      ByteBuffer cut = whole.duplicate().limit(length);
      assertThatThrownBy(() -> Sps.read(cut)).isInstanceOf(MediaException.class);
    }
  }

  /** From {@code sps_video_parameter_set_id} to the general profile. */
  private static BitWriter head(int maxSubLayersMinus1) {
    BitWriter out = new BitWriter().bits(4, 0).bits(3, maxSubLayersMinus1).flags(1);
    return out.bits(8, 1).bits(32, 0x60000000L).bits(48, 0x900000000000L).bits(8, 93);
  }

  /** From the bit depths on, with a number of reference picture sets and nothing optional. */
  private static ByteBuffer tail(BitWriter out, int refPicSets) {
    out.ue(0, 0, 4).flags(1).ue(4, 2, 0).ue(0, 1, 0, 1, 0, 0).flags(0, 0, 0, 0);
    return out.ue(refPicSets).flags(0, 0, 0, 0).nalUnit(NalType.SPS);
  }

  private static void writeScalingLists(BitWriter out) {
    for (int size = 0; size < 4; size++) {
      for (int matrix = 0; matrix < 6; matrix += size == 3 ? 3 : 1) {
        if (matrix == 0) {
          out.flags(1);
          if (size > 1) {
            out.se(-3);
          }
          for (int i = 0; i < (size == 0 ? 16 : 64); i++) {
            out.se(i % 5 - 2);
          }
        } else {
          out.flags(0).ue(size == 3 ? 1 : matrix % 2);
        }
      }
    }
  }

  private static void writeVui(BitWriter out) {
    out.flags(1).bits(8, 5); // aspect_ratio_idc
    out.flags(0, 0, 1).ue(2, 2); // chroma locations
    out.flags(0, 0, 1); // frame_field_info_present_flag
    out.flags(1).ue(1, 0, 1, 0); // default display window
    out.flags(1).bits(32, 1001).bits(32, 60000).flags(1).ue(0);
    out.flags(1); // hrd_parameters, of NAL and VCL and sub-pictures
    out.flags(1, 1, 1).bits(8, 9).bits(5, 1).flags(1).bits(5, 2);
    out.bits(4, 1).bits(4, 2).bits(4, 3).bits(5, 23).bits(5, 23).bits(5, 23);
    for (int subLayer = 0; subLayer < 3; subLayer++) {
      boolean highest = subLayer == 2;
      if (subLayer == 0) {
        out.flags(0, 0, 1); // low delay: a single buffer
      } else {
        out.flags(0, 1).ue(highest ? 1 : 3).ue(1); // two buffers
      }
      for (int buffer = 0; buffer < (subLayer == 0 ? 2 : 4); buffer++) {
        out.ue(1000, 2000, 30, 40).flags(1);
      }
    }
    out.flags(1, 1, 1, 0).ue(77).ue(1, 1, 15, 15);
  }
}
