package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Layout;
import io.boxwire.api.ParameterSets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A raw stream, muxed by us, against the same encode written straight into MP4 by ffmpeg: the same
 * samples, shown at the same times, with the same key flags and the same pictures.
 */
class TruthIT {
  @TempDir Path folder;

  static Stream<Arguments> casesAndLayouts() {
    return VideoCase.all()
        .flatMap(c -> Stream.of(Layout.values()).map(layout -> Arguments.of(c, layout)));
  }

  static Stream<VideoCase> cases() {
    return VideoCase.all();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("casesAndLayouts")
  void mux_rawStream_equalsEncoderStraightIntoMp4(VideoCase source, Layout layout)
      throws Exception {
    Encoded encoded = Encoded.of(source);
    Path out = folder.resolve(layout + ".mp4");
    encoded.mux(out, layout, ParameterSets.ENTRY);

    Probe truth = Probe.of(encoded.truth(), "v:0");
    Probe ours = Probe.of(out, "v:0");
    assertThat(truth.packets()).isNotEmpty();
    assertThat(ours.sliceHashes(source.codec())).isEqualTo(truth.sliceHashes(source.codec()));
    assertThat(HalfMillis.of(ours)).isEqualTo(HalfMillis.of(truth));
    assertThat(ours.keys()).isEqualTo(truth.keys());
    assertDecodeTimesInOrder(ours);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("casesAndLayouts")
  void secondReader_ourFile_agreesWithFfprobe(VideoCase source, Layout layout) throws Exception {
    Encoded encoded = Encoded.of(source);
    Path out = folder.resolve(layout + ".mp4");
    encoded.mux(out, layout, ParameterSets.ENTRY);

    Probe probe = Probe.of(out, "v:0");
    Isoparser second = Isoparser.video(out);
    assertThat(second.sizes()).isEqualTo(probe.packets().stream().map(Probe.Packet::size).toList());
    assertThat(second.sliceHashes(source.codec())).isEqualTo(probe.sliceHashes(source.codec()));
    assertThat(second.presentation()).isEqualTo(HalfMillis.of(probe));
    assertThat(second.keys()).isEqualTo(second.intraRandomAccess(source.codec()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void decode_ourFile_givesThePicturesOfTheSource(VideoCase source) throws Exception {
    Encoded encoded = Encoded.of(source);
    List<String> expected = Decoded.pictureHashes(encoded.truth());
    assertThat(expected).isNotEmpty();
    for (Layout layout : Layout.values()) {
      for (ParameterSets place : ParameterSets.values()) {
        Path out = folder.resolve(layout + "-" + place + ".mp4");
        encoded.mux(out, layout, place);
        assertThat(Decoded.pictureHashes(out)).as("%s %s", layout, place).isEqualTo(expected);
      }
    }
  }

  private static void assertDecodeTimesInOrder(Probe probe) {
    List<Long> decode = new ArrayList<>();
    for (Probe.Packet packet : probe.packets()) {
      assertThat(packet.dts()).isLessThanOrEqualTo(packet.pts());
      decode.add(packet.dts());
    }
    assertThat(decode).isSorted().doesNotHaveDuplicates();
  }
}
