package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Boxwire;
import io.boxwire.api.DecoderSetup;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.codec.AssemblerOptions;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** AAC of ffmpeg's encoder through our commands; what ffmpeg makes of it judges. */
@Timeout(300)
class AacIT {
  private static final List<Integer> RATES =
      List.of(8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000);

  @TempDir Path folder;

  static Stream<Arguments> ratesAndChannels() {
    return RATES.stream()
        .flatMap(
            rate ->
                (rate == 48000 ? Stream.of(1, 2, 3, 4, 5, 6) : Stream.of(1, 2))
                    .map(channels -> Arguments.of(rate, channels)));
  }

  @ParameterizedTest(name = "{0} Hz, {1} channels")
  @MethodSource("ratesAndChannels")
  void mux_adts_isWhatFfmpegMakesOfIt(int rate, int channels) throws Exception {
    Path adts = folder.resolve("in.aac");
    CodedAudio.encode("aac", rate, channels, "1.5", adts);
    Path truth = folder.resolve("truth.mp4");
    CodedAudio.copy(adts, truth);
    String sound = CodedAudio.decoded(adts);
    for (Layout layout : Layout.values()) {
      Path out = mux(adts, layout);
      assertThat(CodedAudio.packets(out)).as("%s", layout).isEqualTo(CodedAudio.packets(truth));
      assertThat(CodedAudio.decoded(out)).as("%s", layout).isEqualTo(sound);
      assertThat(Decoded.durationMillis(out)).isEqualTo(Decoded.durationMillis(truth));
      assertThat(CodedAudio.property(out, "sample_rate")).isEqualTo("" + rate);
      assertThat(CodedAudio.property(out, "channels")).isEqualTo("" + channels);
      assertThat(CodedAudio.property(out, "profile")).isEqualTo("LC");
      assertRoundTrip(out, sound);
    }
  }

  /** Streams made of the file decode alike, and make the file again. */
  private void assertRoundTrip(Path file, String sound) throws Exception {
    Path streams = folder.resolve("streams");
    run("demux", file, "-o", streams, "-y");
    Path back = streams.resolve("track1.aac");
    assertThat(CodedAudio.decoded(back)).isEqualTo(sound);
    Path again = folder.resolve("again.mp4");
    run("mux", "--audio", back, "-o", again, "-y");
    assertThat(Commands.run("frames", "--hash", again).out())
        .isEqualTo(Commands.run("frames", "--hash", file).out());
  }

  @Test
  void mux_checksumsAndTagsAndDamage_keepsEveryGoodFrame() throws Exception {
    Path plain = folder.resolve("plain.aac");
    CodedAudio.encode("aac", 44100, 2, "2", plain);
    byte[] adts = Files.readAllBytes(plain);
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.writeBytes(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0});
    int frames = 0;
    for (int at = 0; at < adts.length; frames++) {
      int length =
          (adts[at + 3] & 3) << 11 | (adts[at + 4] & 0xff) << 3 | (adts[at + 5] & 0xff) >> 5;
      changed.writeBytes(withChecksum(adts, at, length));
      if (frames == 20) {
        changed.writeBytes(new byte[] {(byte) 0xff, (byte) 0xf0, 1, 2, 3});
      }
      at += length;
    }
    Path in = folder.resolve("in.aac");
    Files.write(in, changed.toByteArray());
    Path out = folder.resolve("out.mp4");
    Commands.Result result = run("mux", "--audio", in, "-o", out);
    assertThat(result.err())
        .contains("an ID3 tag of 15 bytes at offset 0 is left out")
        .containsPattern("5 bytes at offset \\d+ belong to no ADTS frame and are left out");
    Path truth = folder.resolve("truth.mp4");
    CodedAudio.copy(plain, truth);
    assertThat(CodedAudio.packets(out)).hasSize(frames).isEqualTo(CodedAudio.packets(truth));
  }

  private static byte[] withChecksum(byte[] adts, int at, int length) {
    ByteBuffer frame = ByteBuffer.allocate(length + 2);
    frame.put(adts, at, 7).putShort((short) 0x1234).put(adts, at + 7, length - 7);
    int size = length + 2;
    return frame
        .put(1, (byte) (frame.get(1) & 0xfe))
        .put(3, (byte) (frame.get(3) & 0xfc | size >> 11))
        .put(4, (byte) (size >> 3))
        .put(5, (byte) ((size & 7) << 5 | frame.get(5) & 0x1f))
        .array();
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void mux_besideVideo_beginsWithIt(Layout layout) throws Exception {
    Path adts = folder.resolve("in.aac");
    CodedAudio.encode("aac", 48000, 2, "2", adts);
    Path video = Encoded.of(VideoCase.all().findFirst().orElseThrow()).stream();
    Path out = folder.resolve("both.mp4");
    run("mux", "--video", video, "--audio", adts, "-o", out, "--layout", name(layout));
    Probe pictures = Probe.of(out, "v:0");
    Probe sound = Probe.of(out, "a:0");
    assertThat(pictures.packets().stream().mapToLong(Probe.Packet::pts).min()).hasValue(0);
    assertThat(sound.packets().get(0).pts()).isZero();
    assertThat(CodedAudio.decoded(out)).isEqualTo(CodedAudio.decoded(adts));
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void mux_changeOfRateInMidStream_isAFurtherEntryOrRefused(Layout layout) throws Exception {
    Path first = folder.resolve("first.aac");
    Path second = folder.resolve("second.aac");
    CodedAudio.encode("aac", 48000, 2, "1", first);
    CodedAudio.encode("aac", 24000, 1, "1", second);
    Path in = folder.resolve("in.aac");
    Files.write(in, Files.readAllBytes(first));
    Files.write(in, Files.readAllBytes(second), java.nio.file.StandardOpenOption.APPEND);
    Path out = folder.resolve("out.mp4");
    Commands.Result result =
        Commands.run("mux", "--audio", in, "-o", out, "--layout", name(layout));
    boolean expressible = layout == Layout.PROGRESSIVE || layout == Layout.FAST_START;
    assertThat(result.status()).as(result.err()).isEqualTo(expressible ? 0 : 1);
    assertThat(result.err()).contains("configuration changed");
    if (expressible) {
      assertThat(Commands.run("tree", out).out().lines().filter(l -> l.contains("esds")))
          .hasSize(2);
      run("demux", out, "-o", folder.resolve("back"));
      assertThat(CodedAudio.packetHashes(folder.resolve("back/track1.aac")))
          .isEqualTo(CodedAudio.packetHashes(in));
    }
  }

  @Test
  void commands_fileOfAac_explainIt() throws Exception {
    Path adts = folder.resolve("sound");
    CodedAudio.encode("aac", 48000, 6, "1", adts, "-f", "adts");
    Path out = mux(adts, Layout.PROGRESSIVE);
    assertThat(run("info", out).out()).contains("mp4a.40.2").contains("48000");
    assertThat(run("tree", out).out())
        .contains("objectTypeIndication")
        .contains("0x40 (MPEG-4 Audio)")
        .contains("2 (AAC LC)");
    assertThat(run("tree", "--json", out).out()).contains("\"channelConfiguration\"");
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void record_deviceOfBareAccessUnits_isPlayed(Layout layout) throws Exception {
    Path adts = folder.resolve("in.aac");
    CodedAudio.encode("aac", 32000, 2, "2", adts);
    ElementaryStream stream = ElementaryStream.cut("aac", adts, AssemblerOptions.builder().build());
    List<Frame> bare =
        stream.frames().stream()
            .map(f -> f.toBuilder().payload(f.payload().position(7)).build())
            .toList();
    Path out = record(stream.format(), bare, layout);
    assertThat(CodedAudio.packets(out)).hasSize(bare.size());
    assertThat(CodedAudio.decoded(out)).isEqualTo(CodedAudio.decoded(adts));
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void record_deviceThatKnowsItsDelay_hidesIt(Layout layout) throws Exception {
    Path adts = folder.resolve("in.aac");
    CodedAudio.encode("aac", 48000, 2, "2", adts);
    ElementaryStream stream = ElementaryStream.cut("aac", adts, AssemblerOptions.builder().build());
    TrackFormat format =
        stream.format().toBuilder()
            .decoderSetup(DecoderSetup.of(ByteBuffer.allocate(0)).withPriming(1024))
            .build();
    Path out = record(format, stream.frames(), layout);
    // The encoder's own file, whose edit hides the same.
    Path truth = folder.resolve("truth.mp4");
    CodedAudio.encode("aac", 48000, 2, "2", truth);
    assertThat(CodedAudio.packets(out).get(0).pts()).isEqualTo(-1024);
    assertThat(CodedAudio.packets(out))
        .extracting(CodedAudio.Packet::pts)
        .containsExactlyElementsOf(
            CodedAudio.packets(truth).stream().map(CodedAudio.Packet::pts).toList());
  }

  @Test
  void record_explicitSbr_isSignalledAsItWasTold() throws Exception {
    Path adts = folder.resolve("in.aac");
    CodedAudio.encode("aac", 24000, 2, "1", adts);
    ElementaryStream stream = ElementaryStream.cut("aac", adts, AssemblerOptions.builder().build());
    ByteBuffer setup = ByteBuffer.wrap(HexFormat.of().parseHex("2B118800"));
    TrackFormat format =
        TrackFormat.audio("aac", 48000, 2).decoderSetup(DecoderSetup.of(setup)).build();
    List<Frame> frames =
        stream.frames().stream()
            .map(
                f ->
                    f.toBuilder()
                        .time(2 * f.decodeTime())
                        .duration(2048)
                        .payload(f.payload().position(7))
                        .build())
            .toList();
    Path out = record(format, frames, Layout.PROGRESSIVE);
    assertThat(CodedAudio.property(out, "sample_rate")).isEqualTo("48000");
    assertThat(run("info", out).out()).contains("mp4a.40.5");
    assertThat(CodedAudio.packets(out)).hasSize(frames.size()).allMatch(p -> p.duration() == 2048);
    run("demux", out, "-o", folder.resolve("back"));
    assertThat(CodedAudio.packetHashes(folder.resolve("back/track1.aac")))
        .isEqualTo(CodedAudio.packetHashes(adts));
  }

  @Test
  void gstreamer_everyLayout_givesTheSameAccessUnits() throws Exception {
    Path adts = folder.resolve("in.aac");
    CodedAudio.encode("aac", 44100, 2, "2", adts);
    for (Layout layout : Layout.values()) {
      Path out = mux(adts, layout);
      assertThat(Gstreamer.rawAudio(out)).as("%s", layout).isEqualTo(Decoded.rawAudio(out));
    }
  }

  private Path mux(Path adts, Layout layout) throws Exception {
    Path out = folder.resolve(name(layout) + ".mp4");
    run("mux", "--audio", adts, "-o", out, "--layout", name(layout), "-y");
    return out;
  }

  private Path record(TrackFormat format, List<Frame> frames, Layout layout) throws Exception {
    Path out = folder.resolve("recorded.mp4");
    Boxwire boxwire = ElementaryStream.boxwire();
    Recording recording =
        boxwire
            .recorder()
            .orElseThrow()
            .using(boxwire.muxers(), List.of(new StreamDevice(format, frames)))
            .start(
                RecordingRequest.to(
                        new Sink.File(out), CaptureRequest.builder().audio("aac").build())
                    .device(StreamDevice.ID)
                    .muxer(MuxerOptions.builder().layout(layout).build())
                    .build());
    recording.await();
    return out;
  }

  private static Commands.Result run(Object... command) throws InterruptedException {
    Commands.Result result = Commands.run(command);
    assertThat(result.status()).as(result.err()).isZero();
    return result;
  }

  private static String name(Layout layout) {
    return layout.name().toLowerCase(Locale.ROOT).replace("_", "");
  }
}
