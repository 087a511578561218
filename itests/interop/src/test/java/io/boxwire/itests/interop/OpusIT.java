package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Boxwire;
import io.boxwire.api.DecoderSetup;
import io.boxwire.api.Layout;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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

/** Opus of libopus through our commands; what ffmpeg makes of it judges. */
@Timeout(300)
class OpusIT {
  @TempDir Path folder;

  /** Rates, channels and packet lengths. */
  static Stream<Arguments> streams() {
    return Stream.of(
        Arguments.of(8000, 1, "20"),
        Arguments.of(12000, 1, "60"),
        Arguments.of(16000, 2, "40"),
        Arguments.of(24000, 2, "10"),
        Arguments.of(48000, 1, "2.5"),
        Arguments.of(48000, 1, "5"),
        Arguments.of(48000, 2, "20"),
        Arguments.of(48000, 2, "120"),
        Arguments.of(48000, 6, "20"));
  }

  @ParameterizedTest(name = "{0} Hz, {1} channels, {2} ms")
  @MethodSource("streams")
  void mux_ogg_isWhatFfmpegMakesOfIt(int rate, int channels, String length) throws Exception {
    Path ogg = encode(rate, channels, length);
    Path truth = folder.resolve("truth.mp4");
    CodedAudio.copy(ogg, truth);
    List<CodedAudio.Packet> packets = CodedAudio.packets(ogg);
    String sound = CodedAudio.decoded(ogg);
    for (Layout layout : Layout.values()) {
      Path out = mux(ogg, layout);
      List<CodedAudio.Packet> ours = CodedAudio.packets(out);
      assertThat(ours).as("%s", layout).isEqualTo(packets);
      assertThat(ours).as("%s", layout).isEqualTo(CodedAudio.packets(truth));
      assertThat(CodedAudio.decoded(out, ogg)).as("%s", layout).isEqualTo(sound);
      assertThat(CodedAudio.decoded(out)).isEqualTo(CodedAudio.decoded(truth));
      assertThat(CodedAudio.property(out, "channels")).isEqualTo("" + channels);
      assertRoundTrip(out, sound);
    }
  }

  /** Streams made of the file decode alike, and make the file again. */
  private void assertRoundTrip(Path file, String sound) throws Exception {
    Path streams = folder.resolve("streams");
    run("demux", file, "-o", streams, "-y");
    Path back = streams.resolve("track1.opus");
    assertThat(CodedAudio.decoded(back)).isEqualTo(sound);
    Path again = folder.resolve("again.mp4");
    run("mux", "--audio", back, "-o", again, "-y");
    assertThat(Commands.run("frames", "--hash", again).out())
        .isEqualTo(Commands.run("frames", "--hash", file).out());
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void mux_besideVideo_isHeardFromItsBeginning(Layout layout) throws Exception {
    Path ogg = encode(48000, 2, "20");
    Path video = folder.resolve("video.h264");
    Ffmpeg.ffmpeg(
        "-f", "lavfi", "-i", "testsrc2=s=176x144:r=25:d=1", "-c:v", "libx264", "-bf", "2", video);
    Path out = folder.resolve("both.mp4");
    run("mux", "--video", video, "--audio", ogg, "-o", out, "--layout", name(layout));
    Probe pictures = Probe.of(out, "v:0");
    Probe sound = Probe.of(out, "a:0");
    assertThat(pictures.packets().stream().mapToLong(Probe.Packet::pts).min()).hasValue(0);
    assertThat(sound.packets().get(0).pts()).isEqualTo(-312);
    assertThat(CodedAudio.decoded(out, ogg)).isEqualTo(CodedAudio.decoded(ogg));
  }

  @Test
  void commands_fileOfOpus_explainIt() throws Exception {
    Path ogg = folder.resolve("sound");
    CodedAudio.encode("libopus", 48000, 6, "1", ogg, "-f", "opus", "-mapping_family", "1");
    Path out = mux(ogg, Layout.PROGRESSIVE);
    assertThat(run("info", out).out()).contains("Opus").contains("48000");
    assertThat(run("tree", out).out())
        .contains("PreSkip")
        .contains("312")
        .contains("StreamCount")
        .contains("sgpd")
        .contains("elst");
  }

  @Test
  void mux_chainedStream_isRefusedBehindTheFirst() throws Exception {
    Path first = encode(48000, 1, "20");
    byte[] stream = Files.readAllBytes(first);
    Path chain = folder.resolve("chain.opus");
    Files.write(chain, stream);
    Files.write(chain, stream, StandardOpenOption.APPEND);
    Path out = folder.resolve("out.mp4");
    Commands.Result result = Commands.run("mux", "--audio", chain, "-o", out);
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("chained");
    assertThat(CodedAudio.packets(out)).isEqualTo(CodedAudio.packets(first));
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void remux_anyLayout_keepsPreSkipAndPreRoll(Layout layout) throws Exception {
    Path ogg = encode(48000, 2, "20");
    Path out = folder.resolve("remuxed.mp4");
    run("remux", mux(ogg, layout), out);
    assertThat(CodedAudio.packets(out)).isEqualTo(CodedAudio.packets(ogg));
    assertThat(run("tree", out).out()).contains("grouping_type: roll").contains("2 bytes fffc");
  }

  @Test
  void demux_fileOfFfmpeg_isHeardAlike() throws Exception {
    Path theirs = folder.resolve("theirs.mp4");
    CodedAudio.encode("libopus", 48000, 2, "1.234", theirs);
    run("demux", theirs, "--track", "1", "-o", folder.resolve("back.opus"));
    Path back = folder.resolve("back.opus");
    assertThat(CodedAudio.decoded(back)).isEqualTo(CodedAudio.decoded(theirs, back));
    // As long as what was coded: 1.234 s of two channels.
    assertThat(CodedAudio.decoded(back)).startsWith(2 * 59_232 + " samples");
  }

  @Test
  void demux_file_isOggThatFfmpegFindsNothingWrongWith() throws Exception {
    Path out = mux(encode(48000, 2, "20"), Layout.HYBRID);
    Path back = folder.resolve("back.opus");
    run("demux", out, "--track", "1", "-o", back);
    Ffmpeg.Output checked =
        Ffmpeg.ffmpeg("-err_detect", "+crccheck+explode", "-i", back, "-f", "null", "-");
    assertThat(checked.err()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void record_deviceOfPackets_hidesItsPriming(Layout layout) throws Exception {
    Path ogg = encode(16000, 1, "20");
    ElementaryStream stream = ElementaryStream.cut("opus", ogg, AssemblerOptions.builder().build());
    TrackFormat format =
        TrackFormat.audio("opus", 48000, 1)
            .decoderSetup(DecoderSetup.of(ByteBuffer.allocate(0)).withPriming(312))
            .build();
    Path out = folder.resolve("recorded.mp4");
    Boxwire boxwire = ElementaryStream.boxwire();
    Recording recording =
        boxwire
            .recorder()
            .orElseThrow()
            .using(boxwire.muxers(), List.of(new StreamDevice(format, stream.frames())))
            .start(
                RecordingRequest.to(
                        new Sink.File(out), CaptureRequest.builder().audio("opus").build())
                    .device(StreamDevice.ID)
                    .muxer(MuxerOptions.builder().layout(layout).build())
                    .build());
    recording.await();
    assertThat(CodedAudio.packets(out)).isEqualTo(CodedAudio.packets(ogg));
    assertThat(CodedAudio.decoded(out, ogg)).isEqualTo(CodedAudio.decoded(ogg));
  }

  @Test
  void record_segments_hideThePrimingOfTheFirstAlone() throws Exception {
    Path ogg = encode(48000, 2, "20");
    ElementaryStream stream = ElementaryStream.cut("opus", ogg, AssemblerOptions.builder().build());
    Boxwire boxwire = ElementaryStream.boxwire();
    Recording recording =
        boxwire
            .recorder()
            .orElseThrow()
            .using(boxwire.muxers(), List.of(new StreamDevice(stream.format(), stream.frames())))
            .start(
                RecordingRequest.to(
                        new Sink.File(folder.resolve("segment.mp4")),
                        CaptureRequest.builder().audio("opus").build())
                    .device(StreamDevice.ID)
                    .segmentTime(Duration.ofMillis(500))
                    .build());
    recording.await();
    assertThat(recording.files()).hasSizeGreaterThan(2);
    List<String> packets = new ArrayList<>();
    for (Path file : recording.files()) {
      List<CodedAudio.Packet> stored = CodedAudio.packets(file);
      assertThat(stored.get(0).pts()).isEqualTo(packets.isEmpty() ? -312 : 0);
      stored.forEach(packet -> packets.add(packet.md5()));
    }
    assertThat(packets)
        .isEqualTo(CodedAudio.packets(ogg).stream().map(CodedAudio.Packet::md5).toList());
  }

  @Test
  void gstreamer_everyLayout_givesTheSamePackets() throws Exception {
    Path ogg = encode(48000, 2, "20");
    for (Layout layout : Layout.values()) {
      Path out = mux(ogg, layout);
      ByteArrayOutputStream stored = new ByteArrayOutputStream();
      Probe probe = Probe.of(out, "a:0");
      for (Probe.Packet packet : probe.packets()) {
        stored.writeBytes(probe.bytes(packet));
      }
      // GStreamer may leave out the last packet, which the edit list cuts off early.
      byte[] read = Gstreamer.rawAudio(out);
      int last = probe.packets().get(probe.packets().size() - 1).size();
      assertThat(read.length).isBetween(stored.size() - last, stored.size());
      assertThat(Arrays.equals(read, Arrays.copyOf(stored.toByteArray(), read.length)))
          .as("%s", layout)
          .isTrue();
    }
  }

  private Path encode(int rate, int channels, String length) {
    Path ogg = folder.resolve("in.opus");
    CodedAudio.encode(
        "libopus",
        rate,
        channels,
        "1.517",
        ogg,
        "-frame_duration",
        length,
        "-mapping_family",
        channels > 2 ? "1" : "0");
    return ogg;
  }

  private Path mux(Path ogg, Layout layout) throws Exception {
    Path out = folder.resolve(name(layout) + ".mp4");
    run("mux", "--audio", ogg, "-o", out, "--layout", name(layout), "-y");
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
