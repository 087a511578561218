package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Layout;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.RepairReport;
import io.boxwire.api.RepairReport.Outcome;
import io.boxwire.api.RepairRequest;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is repaired, read by others. */
class RepairIT {
  /** A 90,000th of a second: the rounding of a frame rate that ticks can't hold. */
  private static final long TICK = 11_112;

  @TempDir Path folder;

  private final Boxwire boxwire = Boxwire.load(RepairIT.class.getClassLoader());

  static Stream<VideoCase> cases() {
    return VideoCase.all();
  }

  private RepairReport repair(RepairRequest request) throws Exception {
    return boxwire.repairer().orElseThrow().repair(request);
  }

  /** A file whose writer was killed before it wrote the index, and perhaps long before. */
  private Path withoutIndex(Path whole, double part) throws Exception {
    byte[] bytes = Files.readAllBytes(whole);
    int media = TopBoxes.last(bytes, "mdat");
    int end = media + ByteBuffer.wrap(bytes).getInt(media);
    ByteBuffer.wrap(bytes).putInt(media, 0);
    int kept = media + 8 + (int) ((end - media - 8) * part);
    return Files.write(folder.resolve("killed.mp4"), Arrays.copyOf(bytes, kept));
  }

  /** Another recording with the settings of a case. */
  private static Path like(VideoCase source) throws Exception {
    return Encoded.of(
            new VideoCase(
                source.name() + "_like",
                source.codec(),
                source.source().replace("testsrc2", "testsrc"),
                source.options()))
        .truth();
  }

  private static List<String> hashes(Probe probe) throws Exception {
    List<String> hashes = new ArrayList<>();
    for (Probe.Packet packet : probe.packets()) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(probe.bytes(packet));
      hashes.add(HexFormat.of().formatHex(digest));
    }
    return hashes;
  }

  private static List<Long> shown(Probe probe) {
    long first = probe.packets().stream().mapToLong(Probe.Packet::pts).min().orElse(0);
    return probe.packets().stream()
        .map(packet -> probe.nanos(packet.pts()) - probe.nanos(first))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void salvage_ofFfmpegWithoutIndex_hasItsSamplesAtTheirTimes(VideoCase source) throws Exception {
    Path truth = Encoded.of(source).truth();
    Path out = folder.resolve("out.mp4");
    RepairReport report =
        repair(RepairRequest.of(withoutIndex(truth, 1)).to(out).like(like(source)));
    assertThat(report.outcome()).isEqualTo(Outcome.SALVAGED);
    assertThat(report.bytesLost()).as(report.remarks().toString()).isZero();
    Probe expected = Probe.of(truth, "v:0");
    Probe found = Probe.of(out, "v:0");
    assertThat(hashes(found)).isEqualTo(hashes(expected));
    List<Long> times = shown(expected);
    for (int i = 0; i < times.size(); i++) {
      assertThat(shown(found).get(i)).as("picture " + i).isCloseTo(times.get(i), within(TICK));
    }
    assertThat(Decoded.pictureHashes(out)).isEqualTo(Decoded.pictureHashes(truth));
  }

  @ParameterizedTest
  @CsvSource({"h264, mov, 0.83", "h264, mov, 1", "hevc, mov, 0.61"})
  void salvage_ofFfmpegWithSoundInBetween_hasBoth(String codec, String form, double part)
      throws Exception {
    Path truth = folder.resolve("truth.mov");
    Path like = folder.resolve("like.mov");
    soundAndPictures(codec, form, "testsrc2", 440, truth);
    soundAndPictures(codec, form, "testsrc", 600, like);
    Path killed = withoutIndex(truth, part);
    Path out = folder.resolve("out.mp4");
    RepairReport report = repair(RepairRequest.of(killed).to(out).like(like));
    assertThat(report.outcome()).isEqualTo(Outcome.SALVAGED);
    assertThat(report.remarks().toString()).contains("% of ").contains("resynchronisations");
    Probe expected = Probe.of(truth, "v:0");
    int whole =
        (int)
            expected.packets().stream()
                .filter(p -> p.position() + p.size() <= size(killed))
                .count();
    List<String> found = hashes(Probe.of(out, "v:0"));
    assertThat(found).hasSizeBetween(whole, whole + 1);
    assertThat(found.subList(0, whole)).isEqualTo(hashes(expected).subList(0, whole));
    byte[] sound = Decoded.rawAudio(out);
    byte[] all = Decoded.rawAudio(truth);
    int common = Math.min(sound.length, all.length);
    assertThat(common).isGreaterThan((int) (all.length * part * 0.8));
    // At the end, the beginning of a picture that was cut passes for sound.
    int prefix = Arrays.mismatch(sound, all);
    assertThat(prefix < 0 ? common : prefix).isGreaterThan((int) (all.length * part * 0.8));
    if (part == 1) {
      assertThat(sound).isEqualTo(all);
    }
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  private static void soundAndPictures(
      String codec, String form, String picture, int tone, Path out) {
    Ffmpeg.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        picture + "=s=352x288:r=25:d=6",
        "-f",
        "lavfi",
        "-i",
        "sine=frequency=" + tone + ":sample_rate=8000:d=6",
        "-c:v",
        codec.equals("h264") ? "libx264" : "libx265",
        "-pix_fmt",
        "yuv420p",
        "-g",
        "25",
        "-c:a",
        "pcm_mulaw",
        "-f",
        form,
        out);
  }

  /** Ours, as the power cut leaves it: no size of the media, no index. */
  @ParameterizedTest
  @CsvSource({"1", "0.7"})
  void salvage_ofOursWithoutIndex_hasItsSamples(double part) throws Exception {
    VideoCase source = VideoCase.all().findFirst().orElseThrow();
    Path whole = folder.resolve("ours.mp4");
    Encoded.of(source).mux(whole, Layout.PROGRESSIVE, ParameterSets.ENTRY);
    Path out = folder.resolve("out.mp4");
    RepairReport report = repair(RepairRequest.of(withoutIndex(whole, part)).to(out).like(whole));
    List<String> expected = hashes(Probe.of(whole, "v:0"));
    List<String> found = hashes(Probe.of(out, "v:0"));
    int sure = (int) (expected.size() * part * 0.8);
    assertThat(found.size()).isGreaterThanOrEqualTo(sure);
    assertThat(found.subList(0, found.size() - 1)).isEqualTo(expected.subList(0, found.size() - 1));
    assertThat(report.samples()).containsEntry(1, (long) found.size());
  }

  @ParameterizedTest
  @CsvSource({"HYBRID", "FRAGMENTED"})
  void finish_recordingCutAnywhere_isReadByOthersUpToItsLastWholeFragment(Layout layout)
      throws Exception {
    VideoCase source = VideoCase.all().skip(1).findFirst().orElseThrow();
    Path whole = folder.resolve("whole.mp4");
    ElementaryStream video =
        ElementaryStream.cut(
            source.codec(), Encoded.of(source).stream(), AssemblerOptions.builder().build());
    ElementaryStream.mux(List.of(video), whole, Layout.FRAGMENTED, ParameterSets.ENTRY);
    List<String> expected = hashes(Probe.of(whole, "v:0"));
    byte[] bytes = Files.readAllBytes(whole);
    if (layout == Layout.HYBRID) {
      Path hybrid = folder.resolve("hybrid.mp4");
      ElementaryStream.mux(List.of(video), hybrid, Layout.HYBRID, ParameterSets.ENTRY);
      bytes = TopBoxes.growing(Files.readAllBytes(hybrid));
    }
    for (double part : new double[] {0.5, 0.75, 0.9, 0.99}) {
      Path cut =
          Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, (int) (bytes.length * part)));
      RepairReport report = repair(RepairRequest.of(cut));
      assertThat(report.outcome()).isEqualTo(Outcome.FINALISED);
      List<String> found = hashes(Probe.of(cut, "v:0"));
      assertThat(found).hasSize((int) (long) report.samples().get(1)).isNotEmpty();
      assertThat(found).isEqualTo(expected.subList(0, found.size()));
      byte[] after = Files.readAllBytes(cut);
      assertThat(TopBoxes.last(after, layout == Layout.HYBRID ? "moov" : "mfra")).isPositive();
      assertThat(repair(RepairRequest.of(cut)).outcome()).isEqualTo(Outcome.WHOLE);
    }
  }

  @Test
  void finish_fragmentsOfFfmpegThatWereCut_areReadByItAgain() throws Exception {
    Path whole = folder.resolve("whole.mp4");
    Ffmpeg.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=352x288:r=25:d=6",
        "-c:v",
        "libx264",
        "-pix_fmt",
        "yuv420p",
        "-g",
        "25",
        "-movflags",
        "frag_keyframe+empty_moov+default_base_moof",
        whole);
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, bytes.length * 3 / 4));
    RepairReport report = repair(RepairRequest.of(cut));
    assertThat(report.outcome()).isEqualTo(Outcome.FINALISED);
    List<String> found = hashes(Probe.of(cut, "v:0"));
    assertThat(found.size()).isGreaterThanOrEqualTo(75);
    assertThat(found).isEqualTo(hashes(Probe.of(whole, "v:0")).subList(0, found.size()));
  }
}
