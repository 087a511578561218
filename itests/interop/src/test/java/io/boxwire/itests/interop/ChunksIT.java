package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fragments in chunks, as others read them: the same samples as of the file without them. */
class ChunksIT {
  @TempDir Path folder;
  private Encoded encoded;
  private Path whole;

  @BeforeEach
  void mux() throws Exception {
    VideoCase pictures =
        VideoCase.all().filter(c -> c.toString().equals("h264_main_bframes")).findFirst().get();
    encoded = Encoded.of(pictures);
    Files.write(folder.resolve("a.alaw"), sound());
    whole = muxed("whole.mp4", "--layout", "fragmented");
  }

  private static byte[] sound() {
    byte[] sound = new byte[3 * 8000];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (byte) (i * 7);
    }
    return sound;
  }

  private Path muxed(String name, String... more) throws InterruptedException {
    Path file = folder.resolve(name);
    List<String> arguments = new ArrayList<>(List.of("mux", "-o", file.toString()));
    arguments.addAll(List.of("--audio", folder.resolve("a.alaw").toString()));
    arguments.addAll(List.of(more));
    return run(file, arguments);
  }

  private Path pictures(String name, String... more) throws InterruptedException {
    Path file = folder.resolve(name);
    List<String> arguments = new ArrayList<>(List.of("mux", "-o", file.toString()));
    arguments.addAll(List.of("--layout", "fragmented"));
    arguments.addAll(List.of(more));
    return run(file, arguments);
  }

  private Path run(Path file, List<String> arguments) throws InterruptedException {
    arguments.addAll(List.of("--video", encoded.stream() + ",fps=25"));
    Commands.Result result = Commands.run(arguments.toArray());
    assertThat(result.status()).as(result.err()).isZero();
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.001", "0.1", "0.5"})
  void mux_inChunks_othersReadWhatTheFileWithoutThemHolds(String chunk) throws Exception {
    Path file = muxed("chunks.mp4", "--layout", "fragmented", "--chunk-time", chunk);
    assertThat(moofs(Files.readAllBytes(file))).isGreaterThan(moofs(Files.readAllBytes(whole)));

    for (String track : List.of("v:0", "a:0")) {
      Probe probe = Probe.of(file, track);
      Probe truth = Probe.of(whole, track);
      assertThat(probe.presentation()).isEqualTo(truth.presentation());
      assertThat(probe.keys()).isEqualTo(truth.keys());
      assertThat(probe.packets().stream().map(Probe.Packet::duration).toList())
          .isEqualTo(truth.packets().stream().map(Probe.Packet::duration).toList());
    }
    assertThat(Probe.of(file, "v:0").sliceHashes("h264"))
        .isEqualTo(Probe.of(whole, "v:0").sliceHashes("h264"));
    assertThat(Decoded.pictureHashes(file)).isEqualTo(Decoded.pictureHashes(encoded.truth()));
  }

  @Test
  void mux_inChunks_aSecondReaderFindsTheSamePictures() throws Exception {
    Isoparser second = Isoparser.video(pictures("chunks.mp4", "--chunk-time", "0.1"));
    Isoparser truth = Isoparser.video(pictures("pictures.mp4"));
    assertThat(second.sliceHashes("h264")).hasSize(75).isEqualTo(truth.sliceHashes("h264"));
    assertThat(second.presentation()).isEqualTo(truth.presentation());
    assertThat(second.keys()).isEqualTo(truth.keys());
  }

  @Test
  void mux_inChunks_gstreamerGetsAllSound() throws Exception {
    Path file = muxed("chunks.mp4", "--layout", "fragmented", "--chunk-time", "0.1");
    assertThat(Gstreamer.rawAudio(file)).isEqualTo(sound());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fragmented", "hybrid"})
  void cut_behindAnyChunk_othersReadAllChunksBefore(String layout) throws Exception {
    byte[] file =
        Files.readAllBytes(muxed("chunks.mp4", "--layout", layout, "--chunk-time", "0.2"));
    if (layout.equals("hybrid")) {
      file = TopBoxes.growing(file);
    }
    List<String> all = Probe.of(whole, "v:0").sliceHashes("h264");
    List<Integer> ends = mediaEnds(file);
    // Behind the last picture there may be sound.
    assertThat(ends).hasSizeBetween(15, 16);
    for (int i = 0; i < 15; i += 4) {
      Path cut = folder.resolve("cut" + i + ".mp4");
      Files.write(cut, Arrays.copyOf(file, ends.get(i)));
      assertThat(Probe.of(cut, "v:0").sliceHashes("h264")).isEqualTo(all.subList(0, 5 * (i + 1)));
    }
  }

  @Test
  void remux_inChunks_isCutAsTheStreamsWere() throws Exception {
    Path file = muxed("chunks.mp4", "--layout", "fragmented", "--chunk-time", "0.1");
    Path remuxed = folder.resolve("remuxed.mp4");
    Commands.Result result =
        Commands.run(
            "remux",
            "--layout",
            "fragmented",
            "--chunk-time",
            "0.1",
            whole.toString(),
            remuxed.toString());
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(Probe.of(remuxed, "v:0").sliceHashes("h264"))
        .isEqualTo(Probe.of(file, "v:0").sliceHashes("h264"));
    assertThat(moofs(Files.readAllBytes(remuxed))).isEqualTo(moofs(Files.readAllBytes(file)));
    Ffmpeg.ffmpeg("-xerror", "-i", remuxed, "-f", "null", "-");
  }

  private static long moofs(byte[] file) {
    return tops(file, "moof").size();
  }

  /** Where each mdat at the top ends. */
  private static List<Integer> mediaEnds(byte[] file) {
    return tops(file, "mdat");
  }

  /** Where the boxes of a type at the top end, found without any of our code. */
  private static List<Integer> tops(byte[] file, String type) {
    List<Integer> ends = new ArrayList<>();
    int at = 0;
    while (at + 8 <= file.length) {
      int size = ByteBuffer.wrap(file).getInt(at);
      if (new String(file, at + 4, 4, StandardCharsets.ISO_8859_1).equals(type)) {
        ends.add(at + size);
      }
      at += size;
    }
    return ends;
  }
}
