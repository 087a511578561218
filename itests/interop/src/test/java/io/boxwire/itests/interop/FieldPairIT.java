package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Layout;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.codec.AssemblerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pictures coded as two fields, which no encoder at hand makes: the stream of the H.264 plugin's
 * test generator.
 */
class FieldPairIT {
  private static final Path STREAM =
      Path.of(System.getProperty("boxwire.root"), "bundles", "codec-h264")
          .resolve("src/test/resources/streams/paff.h264");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Layout.class)
  void mux_fieldPairs_makesASampleOfEachPairAndTheSamePictures(Layout layout) throws Exception {
    ElementaryStream fields =
        ElementaryStream.cut("h264", STREAM, AssemblerOptions.builder().build());
    Path out = folder.resolve("fields.mp4");
    ElementaryStream.mux(List.of(fields), out, layout, ParameterSets.ENTRY);

    List<String> pictures = Decoded.pictureHashes(STREAM);
    assertThat(pictures).hasSize(11);
    assertThat(Decoded.pictureHashes(out)).isEqualTo(pictures);
    assertThat(Probe.of(out, "v:0").packets()).hasSize(11);
    assertThat(Isoparser.video(out).sizes()).hasSize(11);
    NalUnitList original = NalUnitList.ofByteStream("h264", Files.readAllBytes(STREAM));
    assertThat(NalUnitList.ofByteStream("h264", Demuxed.stream(out)).withoutParameterSets())
        .isEqualTo(original.withoutParameterSets());
  }
}
