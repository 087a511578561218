package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Durability;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerOptions.FragmentIndex;
import io.boxwire.api.Sink;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a file holds for the sake of power cuts (identity, seals, filling, a copy of its head) is
 * nothing to others: they read it without a word, growing or closed, as a file without.
 */
class SealedIT {
  @TempDir Path folder;

  private VideoCase source;
  private ElementaryStream video;
  private List<String> pictures;

  @BeforeEach
  void plain() throws Exception {
    source = VideoCase.all().filter(c -> c.name().equals("main_bframes")).findFirst().orElseThrow();
    video =
        ElementaryStream.cut(
            source.codec(), Encoded.of(source).stream(), AssemblerOptions.builder().build());
    Path plain = folder.resolve("plain.mp4");
    mux(plain, MuxerOptions.builder().durability(Durability.never()), plain);
    pictures = Decoded.pictureHashes(plain);
  }

  /** Muxes, and copies the file aside before it is closed. */
  private void mux(Path file, MuxerOptions.Builder options, Path growing) throws Exception {
    Boxwire boxwire = Boxwire.load(SealedIT.class.getClassLoader());
    try (Muxer muxer = boxwire.muxers().open(new Sink.File(file), options.build())) {
      int track = muxer.addTrack(video.format());
      for (Frame frame : video.frames()) {
        muxer.write(
            Frame.on(track)
                .times(frame.decodeTime(), frame.compositionTime())
                .payload(frame.payload().duplicate())
                .build());
      }
      if (growing != file) {
        Files.copy(file, growing);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HYBRID, 1, NONE",
    "HYBRID, 4096, NONE",
    "FRAGMENTED, 1, MFRA",
    "FRAGMENTED, 4096, MFRA",
    "FRAGMENTED, 4096, SIDX_AND_MFRA",
    "FRAGMENTED, 65536, SIDX_AND_MFRA",
    "FRAGMENTED, 2, NONE"
  })
  void sealedFile_growingAndClosed_isReadByOthersWithoutAWord(
      Layout layout, int alignment, FragmentIndex index) throws Exception {
    Path file = folder.resolve("sealed.mp4");
    Path growing = folder.resolve("growing.mp4");
    MuxerOptions.Builder options =
        MuxerOptions.builder()
            .layout(layout)
            .fragmentAlignment(alignment)
            .fragmentIndex(index)
            .fileId(UUID.fromString("0e3b8f2c-5a41-4c8e-9a3d-6c1f2b7d9e50"));
    mux(file, options, growing);

    assertThat(warnings(file)).isEmpty();
    assertThat(Decoded.pictureHashes(file)).isEqualTo(pictures);
    assertThat(Isoparser.video(file).sizes()).hasSameSizeAs(video.frames());

    assertThat(warnings(growing)).isEmpty();
    List<Probe.Packet> packets = Probe.of(growing, "v:0").packets();
    assertThat(packets).hasSizeBetween(50, video.frames().size() - 1);
    assertThat(Probe.of(growing, "v:0").sliceHashes(source.codec()))
        .isEqualTo(Probe.of(file, "v:0").sliceHashes(source.codec()).subList(0, packets.size()));
  }

  /** What ffprobe says at its level of warnings when it reads all packets. */
  private static String warnings(Path file) {
    return Ffmpeg.ffprobe("-v", "warning", "-show_packets", "-of", "csv", file).err();
  }
}
