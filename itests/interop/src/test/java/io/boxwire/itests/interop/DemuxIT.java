package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Layout;
import io.boxwire.api.ParameterSets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was muxed from a raw stream comes back, NAL unit for NAL unit. */
class DemuxIT {
  @TempDir Path folder;

  static Stream<Arguments> casesAndLayouts() {
    return VideoCase.all()
        .flatMap(c -> Stream.of(Layout.values()).map(layout -> Arguments.of(c, layout)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("casesAndLayouts")
  void demux_ourFile_givesBackEveryNalUnit(VideoCase source, Layout layout) throws Exception {
    Encoded encoded = Encoded.of(source);
    NalUnitList original =
        NalUnitList.ofByteStream(source.codec(), Files.readAllBytes(encoded.stream()));
    Path moved = folder.resolve("moved.mp4");
    encoded.mux(moved, layout, ParameterSets.ENTRY);
    NalUnitList back = NalUnitList.ofByteStream(source.codec(), Demuxed.stream(moved));
    assertThat(back.withoutParameterSets()).isEqualTo(original.withoutParameterSets());
    assertThat(back.parameterSetLines()).containsAll(original.parameterSetLines());

    Path kept = folder.resolve("kept.mp4");
    encoded.mux(kept, layout, ParameterSets.KEEP);
    NalUnitList all = NalUnitList.ofByteStream(source.codec(), Demuxed.stream(kept));
    assertThat(all.lines()).isEqualTo(original.lines());
  }
}
