package io.boxwire.codec.g711.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaType;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.Depacketizer;
import io.boxwire.api.codec.DepacketizerContext;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.api.codec.PcmCoder;
import io.boxwire.itests.fixtures.AudioSample;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class G711CodecTest {
  private final CodecPlugin plugin = new G711ACodec();

  @Test
  void serviceLoader_plainClassPath_findsBothLaws() {
    List<String> found = new ArrayList<>();
    for (CodecPlugin each : ServiceLoader.load(CodecPlugin.class)) {
      assertThat(each.mediaType()).isEqualTo(MediaType.AUDIO);
      found.add(each.codec() + " " + each.sampleEntries());
    }
    assertThat(found).containsExactlyInAnyOrder("g711a [alaw]", "g711u [ulaw]");
  }

  @Test
  void assemble_defaults_cutsBlocksOf320Samples() throws MediaException {
    byte[] stream = counting(1000);
    List<Frame> frames = assemble(AssemblerOptions.builder().build(), stream, 333);
    assertThat(frames).extracting(Frame::size).containsExactly(320, 320, 320, 40);
    assertThat(frames).extracting(Frame::decodeTime).containsExactly(0L, 320L, 640L, 960L);
    assertThat(frames).extracting(Frame::duration).containsExactly(320L, 320L, 320L, 40L);
    assertThat(frames).allMatch(Frame::sync);
    assertThat(joined(frames)).isEqualTo(stream);
  }

  @Test
  void assemble_oddRateAndEightChannels_keepsAudioFramesWhole() throws MediaException {
    AssemblerOptions options =
        AssemblerOptions.builder().audio(11025, 8).blockDuration(Duration.ofMillis(20)).build();
    byte[] stream = counting(8 * 500);
    List<Frame> frames = assemble(options, stream, 1 << 16);
    // 11025 Hz * 20 ms = 220.5 audio frames, rounded.
    assertThat(frames).extracting(Frame::duration).containsExactly(221L, 221L, 58L);
    assertThat(frames).extracting(Frame::size).containsExactly(1768, 1768, 464);
    assertThat(joined(frames)).isEqualTo(stream);
  }

  @Test
  void finish_streamEndsWithinAudioFrame_deliversWholeOnesAndThrows() throws MediaException {
    Assembler assembler = plugin.newAssembler(AssemblerOptions.builder().audio(8000, 2).build());
    List<Frame> frames = new ArrayList<>();
    assertThatCode(
        Code.TRUNCATED, () -> assembler.finish(ByteBuffer.wrap(new byte[7]), frames::add));
    assertThat(frames).extracting(Frame::duration).containsExactly(3L);
  }

  @Test
  void newAssembler_otherTimescale_isRefused() {
    assertThatCode(
        Code.BAD_REQUEST,
        () -> plugin.newAssembler(AssemblerOptions.builder().timescale(1000).build()));
  }

  @Test
  void newAssembler_blockBeyondMemory_isRefused() {
    for (Duration length : List.of(Duration.ofDays(30), Duration.ofSeconds(Long.MAX_VALUE))) {
      AssemblerOptions options =
          AssemblerOptions.builder().audio(8000, 8).blockDuration(length).build();
      assertThatCode(Code.BAD_REQUEST, () -> plugin.newAssembler(options));
    }
  }

  @Test
  void assemble_blockShorterThanASample_isOneAudioFrame() throws MediaException {
    AssemblerOptions options =
        AssemblerOptions.builder().blockDuration(Duration.ofNanos(1)).build();
    assertThat(assemble(options, counting(3), 1)).extracting(Frame::size).containsExactly(1, 1, 1);
  }

  @Test
  void packetize_blocks_passesBytesOnAndReportsTheConfigurationOnce() throws MediaException {
    TrackFormat format = TrackFormat.audio("g711a", 16000, 2).build();
    Packetizer packetizer = plugin.newPacketizer(PacketizerContext.of(format));
    AudioSample first = new AudioSample();
    Frame frame =
        Frame.on(1)
            .slices(List.of(ByteBuffer.wrap(counting(3)), ByteBuffer.wrap(counting(5))))
            .build();
    assertThat(packetizer.packetize(frame, first)).isEqualTo(Packetizer.Outcome.SAMPLE);
    assertThat(first.toBytes()).isEqualTo(new byte[] {0, 1, 2, 0, 1, 2, 3, 4});
    assertThat(first.duration()).hasValue(4);
    assertThat(first.randomAccess()).isEqualTo(RandomAccess.SYNC);
    assertThat(first.rollDistance()).isZero();
    CodecConfiguration configuration = first.configuration().orElseThrow();
    assertThat(configuration.sampleEntry()).isEqualTo("alaw");
    assertThat(configuration.codecString()).isEqualTo("alaw");
    assertThat(configuration.channels()).isEqualTo(2);
    assertThat(configuration.sampleRate()).isEqualTo(16000);
    assertThat(configuration.boxes()).isEmpty();

    AudioSample second = new AudioSample();
    packetizer.packetize(frame, second);
    assertThat(second.configuration()).isEmpty();

    PacketizerContext resumed =
        PacketizerContext.of(format).resumedFrom(packetizer.snapshot(), Optional.of(configuration));
    AudioSample third = new AudioSample();
    plugin.newPacketizer(resumed).packetize(frame, third);
    assertThat(third.configuration()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // rate, timescale, channels, bytes, ticks
    "8000, 1000, 1, 320, 40",
    "8000, 90000, 1, 320, 3600",
    "44100, 1000, 2, 2048, 24",
    "44100, 1000, 1, 441, 10",
    "48000, 1, 1, 1, 1",
    "1, 2147483647, 1, 3, 6442450941",
  })
  void packetize_otherTimescale_lastsSoManyTicksRoundedUp(
      int rate, int timescale, int channels, int bytes, long ticks) throws MediaException {
    TrackFormat format = TrackFormat.audio("g711a", rate, channels).timescale(timescale).build();
    Packetizer packetizer = plugin.newPacketizer(PacketizerContext.of(format));
    AudioSample sink = new AudioSample();
    packetizer.packetize(Frame.on(1).payload(ByteBuffer.wrap(counting(bytes))).build(), sink);
    assertThat(sink.duration()).hasValue(ticks);
    assertThat(sink.configuration().orElseThrow().sampleRate()).isEqualTo(rate);
  }

  @Test
  void packetize_partOfAnAudioFrame_isRefused() throws MediaException {
    TrackFormat format = TrackFormat.audio("g711a", 8000, 3).build();
    Packetizer packetizer = plugin.newPacketizer(PacketizerContext.of(format));
    for (int size : new int[] {0, 1, 4}) {
      Frame frame = Frame.on(1).payload(ByteBuffer.wrap(new byte[size])).build();
      assertThatCode(Code.BAD_FRAME, () -> packetizer.packetize(frame, new AudioSample()));
    }
  }

  @Test
  void newPacketizer_impossibleFormat_isRefused() {
    assertThatCode(
        Code.BAD_REQUEST,
        () -> plugin.newPacketizer(PacketizerContext.of(TrackFormat.video("g711a", 8000).build())));
    assertThatCode(
        Code.BAD_REQUEST,
        () ->
            plugin.newPacketizer(
                PacketizerContext.of(TrackFormat.audio("g711a", 8000, 0).build())));
  }

  @Test
  void depacketize_stereo_passesBytesOnAndKnowsItsAudioFrame() throws MediaException {
    Depacketizer depacketizer = plugin.newDepacketizer(entry(2), context());
    AudioSample sink = new AudioSample();
    depacketizer.depacketize(ByteBuffer.wrap(counting(6)), RandomAccess.SYNC, sink);
    assertThat(sink.toBytes()).isEqualTo(counting(6));
    assertThat(depacketizer.audioFrameBytes()).isEqualTo(2);
    assertThatCode(
        Code.MALFORMED,
        () -> depacketizer.depacketize(ByteBuffer.wrap(new byte[5]), RandomAccess.SYNC, sink));
  }

  @Test
  void newDepacketizer_entryWithoutChannels_isRefused() {
    assertThatCode(Code.MALFORMED, () -> plugin.newDepacketizer(entry(0), context()));
  }

  @Test
  void probe_extension_tellsTheLaw() {
    CodecPlugin mu = new G711UCodec();
    ByteBuffer head = ByteBuffer.allocate(16);
    assertThat(plugin.probe(head, "a.ALAW")).isPositive();
    assertThat(plugin.probe(head, "a.ulaw")).isZero();
    assertThat(mu.probe(head, "dir.alaw/a.ulaw")).isPositive();
    assertThat(mu.probe(head, "alaw")).isZero();
    assertThat(plugin.fileExtension()).isEqualTo("alaw");
    assertThat(mu.fileExtension()).isEqualTo("ulaw");
  }

  @Test
  void pcmCoder_bothDirections_consumesAllAndMovesPositions() {
    PcmCoder coder = new G711UCodec().pcmCoder().orElseThrow();
    ByteBuffer coded = ByteBuffer.allocate(3);
    ShortBuffer pcm = ShortBuffer.wrap(new short[] {0, -1, 32124});
    coder.encode(pcm, coded);
    assertThat(pcm.hasRemaining()).isFalse();
    assertThat(coded.array()).isEqualTo(new byte[] {-1, 0x7f, (byte) 0x80});
    ShortBuffer back = ShortBuffer.allocate(3);
    coder.decode(coded.flip(), back);
    assertThat(back.array()).isEqualTo(new short[] {0, 0, 32124});
  }

  private List<Frame> assemble(AssemblerOptions options, byte[] stream, int step)
      throws MediaException {
    Assembler assembler = plugin.newAssembler(options);
    ByteBuffer window = ByteBuffer.wrap(stream);
    List<Frame> frames = new ArrayList<>();
    for (int end = step; end < stream.length; end += step) {
      assembler.assemble(window.limit(end), frames::add);
    }
    assembler.finish(window.limit(stream.length), frames::add);
    assertThat(window.hasRemaining()).isFalse();
    return frames;
  }

  private static byte[] joined(List<Frame> frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Frame frame : frames) {
      ByteBuffer payload = frame.payload();
      byte[] bytes = new byte[payload.remaining()];
      payload.get(bytes);
      all.writeBytes(bytes);
    }
    return all.toByteArray();
  }

  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private static SampleEntry entry(int channels) {
    return SampleEntry.of("alaw", ByteBuffer.allocate(36)).audio(channels, 8000, 16).build();
  }

  private static DepacketizerContext context() {
    return DepacketizerContext.of(PayloadForm.STREAM, 8000);
  }

  private static void assertThatCode(Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .asInstanceOf(type(MediaException.class))
        .extracting(MediaException::code)
        .isEqualTo(code);
  }
}
