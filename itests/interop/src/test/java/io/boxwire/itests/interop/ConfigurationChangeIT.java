package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.RepairReport;
import io.boxwire.api.RepairRequest;
import io.boxwire.api.Repairer;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A picture size that changes in mid-stream, and changes back. */
class ConfigurationChangeIT {
  @TempDir Path folder;

  static Stream<Arguments> codecsAndLayouts() {
    return Stream.of("h264", "h265")
        .flatMap(c -> Stream.of(Layout.values()).map(layout -> Arguments.of(c, layout)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("codecsAndLayouts")
  void mux_setsKeptInTheStream_decodesToEveryPicture(String codec, Layout layout) throws Exception {
    Path out = folder.resolve("kept.mp4");
    ElementaryStream.mux(List.of(changing(codec)), out, layout, ParameterSets.KEEP);
    assertThat(Decoded.pictureSizes(out)).isEqualTo(sizes());
    assertThat(NalUnitList.ofByteStream(codec, Demuxed.stream(out)).lines())
        .isEqualTo(NalUnitList.ofByteStream(codec, Files.readAllBytes(stream(codec))).lines());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"h264", "h265"})
  void mux_setsInTheEntry_startsAFurtherEntry(String codec) throws Exception {
    for (Layout layout : List.of(Layout.PROGRESSIVE, Layout.FAST_START, Layout.HYBRID)) {
      Path out = folder.resolve(layout + ".mp4");
      ElementaryStream.mux(List.of(changing(codec)), out, layout, ParameterSets.ENTRY);
      assertThat(Decoded.pictureSizes(out)).as(layout.toString()).isEqualTo(sizes());
      assertThat(NalUnitList.ofByteStream(codec, Demuxed.stream(out)).withoutParameterSets())
          .as(layout.toString())
          .isEqualTo(
              NalUnitList.ofByteStream(codec, Files.readAllBytes(stream(codec)))
                  .withoutParameterSets());
    }
  }

  /** Cut behind each change: what a repair makes of it plays as what closing makes of it. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"h264, 1", "h264, 0.95", "h265, 1", "h265, 0.95"})
  void repair_hybridCutBehindAChange_decodesToEveryPicture(String codec, double part)
      throws Exception {
    Path out = folder.resolve("hybrid.mp4");
    ElementaryStream.mux(List.of(changing(codec)), out, Layout.HYBRID, ParameterSets.ENTRY);
    byte[] open = TopBoxes.growing(Files.readAllBytes(out));
    Path cut =
        Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(open, (int) (open.length * part)));
    Repairer repairer =
        Boxwire.load(ConfigurationChangeIT.class.getClassLoader()).repairer().orElseThrow();
    RepairReport report = repairer.repair(RepairRequest.of(cut));
    assertThat(report.outcome()).isEqualTo(RepairReport.Outcome.FINALISED);
    int pictures = (int) (long) report.samples().get(1);
    assertThat(pictures).isEqualTo((int) (75 * part) / 25 * 25);
    assertThat(Decoded.pictureSizes(cut)).isEqualTo(sizes().subList(0, pictures));
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"FRAGMENTED"})
  void mux_setsInTheEntryOfFragments_isRefusedAndLeavesAFileThatPlays(Layout layout)
      throws Exception {
    for (String codec : List.of("h264", "h265")) {
      ElementaryStream changing = changing(codec);
      Path out = folder.resolve(codec + ".mp4");
      MediaException refused =
          catchThrowableOfType(
              MediaException.class,
              () -> ElementaryStream.mux(List.of(changing), out, layout, ParameterSets.ENTRY));
      assertThat(refused.code()).isEqualTo(MediaException.Code.CONFIGURATION_CHANGED);
      assertThat(Decoded.pictureSizes(out)).isEqualTo(sizes().subList(0, 25));
    }
  }

  private static List<String> sizes() {
    List<String> sizes = new ArrayList<>();
    for (String size : List.of("352x288", "640x360", "352x288")) {
      for (int i = 0; i < 25; i++) {
        sizes.add(size);
      }
    }
    return sizes;
  }

  private ElementaryStream changing(String codec) throws Exception {
    return ElementaryStream.cut(codec, stream(codec), AssemblerOptions.builder().build());
  }

  /** One second of each size, one after the other. */
  private Path stream(String codec) throws Exception {
    Path whole = folder.resolve("changing." + codec);
    if (!Files.exists(whole)) {
      Path small = encode(codec, "352x288");
      Path large = encode(codec, "640x360");
      try (OutputStream out = Files.newOutputStream(whole)) {
        Files.copy(small, out);
        Files.copy(large, out);
        Files.copy(small, out);
      }
    }
    return whole;
  }

  private Path encode(String codec, String size) {
    Path out = folder.resolve(size + "." + codec);
    boolean h264 = codec.equals("h264");
    Ffmpeg.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=" + size + ":r=25:d=1",
        "-pix_fmt",
        "yuv420p",
        "-c:v",
        h264 ? "libx264" : "libx265",
        "-preset",
        "veryfast",
        "-bf",
        "2",
        h264 ? "-x264-params" : "-x265-params",
        h264 ? "keyint=25" : "keyint=25:log-level=error",
        "-f",
        h264 ? "h264" : "hevc",
        out);
    return out;
  }
}
