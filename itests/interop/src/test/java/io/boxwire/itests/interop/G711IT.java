package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Layout;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both laws of G.711, alone and beside video, in every layout. */
class G711IT {
  @TempDir Path folder;

  static Stream<Arguments> lawsAndLayouts() {
    return Stream.of("g711a", "g711u")
        .flatMap(law -> Stream.of(Layout.values()).map(layout -> Arguments.of(law, layout)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("lawsAndLayouts")
  void mux_audioAlone_isReadBackByteForByte(String law, Layout layout) throws Exception {
    Path raw = tone(law, 3);
    Path out = folder.resolve("audio.mp4");
    ElementaryStream.mux(List.of(audio(law, raw)), out, layout, ParameterSets.ENTRY);

    assertThat(Decoded.rawAudio(out)).isEqualTo(Files.readAllBytes(raw));
    assertThat(Demuxed.stream(out)).isEqualTo(Files.readAllBytes(raw));
    Probe probe = Probe.of(out, "a:0");
    assertThat(probe.packets()).hasSize(75).allSatisfy(p -> assertThat(p.size()).isEqualTo(320));
    assertThat(Decoded.durationMillis(out)).isEqualTo(3000);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("lawsAndLayouts")
  void mux_longAudio_isReadCompletelyByOthers(String law, Layout layout) throws Exception {
    int seconds = RealMedia.fullRun() ? 3600 : 360;
    Path raw = tone(law, seconds);
    Path out = folder.resolve("long.mp4");
    ElementaryStream.mux(List.of(audio(law, raw)), out, layout, ParameterSets.ENTRY);

    assertThat(Probe.of(out, "a:0").packets())
        .hasSize(seconds * 25)
        .allSatisfy(p -> assertThat(p.size()).isEqualTo(320));
    assertThat(Decoded.durationMillis(out)).isEqualTo(seconds * 1000L);
    assertThat(Gstreamer.rawAudio(out)).isEqualTo(Files.readAllBytes(raw));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("lawsAndLayouts")
  void mux_besideEachVideo_leavesBothAsTheyWere(String law, Layout layout) throws Exception {
    Path raw = tone(law, 4);
    ElementaryStream audio = audio(law, raw);
    for (VideoCase source : VideoCase.all().toList()) {
      Encoded encoded = Encoded.of(source);
      ElementaryStream video =
          ElementaryStream.cut(
              source.codec(), encoded.stream(), AssemblerOptions.builder().build());
      Path out = folder.resolve(source + ".mp4");
      ElementaryStream.mux(List.of(video, audio), out, layout, ParameterSets.ENTRY);

      Probe truth = Probe.of(encoded.truth(), "v:0");
      Probe ours = Probe.of(out, "v:0");
      assertThat(ours.sliceHashes(source.codec()))
          .as(source.toString())
          .isEqualTo(truth.sliceHashes(source.codec()));
      assertThat(ours.keys()).as(source.toString()).isEqualTo(truth.keys());
      assertThat(Decoded.rawAudio(out)).as(source.toString()).isEqualTo(Files.readAllBytes(raw));
      assertThat(Demuxed.stream(out, 2)).as(source.toString()).isEqualTo(Files.readAllBytes(raw));
      Files.delete(out);
    }
  }

  private Path tone(String law, int seconds) throws Exception {
    Path raw = folder.resolve("tone." + law);
    Ffmpeg.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "aevalsrc=0.4*sin(2*PI*440*t)+0.2*random(0):s=8000:d=" + seconds,
        "-ac",
        "1",
        "-f",
        law.equals("g711a") ? "alaw" : "mulaw",
        raw.toString());
    return raw;
  }

  private static ElementaryStream audio(String law, Path raw) throws Exception {
    return ElementaryStream.cut(law, raw, AssemblerOptions.builder().audio(8000, 1).build());
  }
}
