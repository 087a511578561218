package io.boxwire.codec.opus.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.DecoderSetup;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaType;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.Depacketizer;
import io.boxwire.api.codec.DepacketizerContext;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.api.codec.StreamWriter;
import io.boxwire.itests.fixtures.AssembledAudio;
import io.boxwire.itests.fixtures.AudioSample;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpusCodecTest {
  private static final TrackFormat MONO = TrackFormat.audio("opus", 48000, 1).build();

  private final CodecPlugin plugin = new OpusCodec();

  @Test
  void serviceLoader_plainClassPath_findsThePlugin() {
    assertThat(ServiceLoader.load(CodecPlugin.class))
        .extracting(CodecPlugin::codec)
        .containsExactly("opus");
    assertThat(plugin.sampleEntries()).containsExactly("Opus");
    assertThat(plugin.mediaType()).isEqualTo(MediaType.AUDIO);
    assertThat(plugin.fileExtension()).isEqualTo("opus");
  }

  @Test
  void packetize_decoderSetup_isTheConfiguration() throws MediaException {
    DecoderSetup setup = DecoderSetup.of(ByteBuffer.wrap(OggStream.head(3, 1)));
    TrackFormat format = MONO.toBuilder().decoderSetup(setup).build();
    Packetizer packetizer = plugin.newPacketizer(PacketizerContext.of(format));
    AudioSample first = AudioSample.of(packetizer, frame(OggStream.packet(30, 1)));
    CodecConfiguration configuration = first.configuration().orElseThrow();
    assertThat(configuration.sampleEntry()).isEqualTo("Opus");
    assertThat(configuration.codecString()).isEqualTo("Opus");
    assertThat(configuration.channels()).isEqualTo(3);
    assertThat(configuration.sampleRate()).isEqualTo(48000);
    assertThat(OpusHead.ofBox(configuration.boxes().get(0).payload()).toOgg())
        .isEqualTo(OggStream.head(3, 1));
    assertThat(first.toBytes()).isEqualTo(OggStream.packet(30, 1));
    assertThat(first.randomAccess()).isEqualTo(RandomAccess.SYNC);
    assertThat(first.duration()).hasValue(960);
    assertThat(first.rollDistance()).isEqualTo(-4);
    assertThat(AudioSample.of(packetizer, frame(OggStream.packet(9, 1))).configuration()).isEmpty();

    PacketizerContext resumed =
        PacketizerContext.of(format).resumedFrom(packetizer.snapshot(), first.configuration());
    assertThat(
            AudioSample.of(plugin.newPacketizer(resumed), frame(OggStream.packet(9, 1)))
                .configuration())
        .isEmpty();
    packetizer.close();
  }

  @Test
  void packetize_deviceWithoutSetup_isPlainWithItsPriming() throws MediaException {
    DecoderSetup setup = DecoderSetup.of(ByteBuffer.allocate(0)).withPriming(52);
    TrackFormat format = TrackFormat.audio("opus", 8000, 2).decoderSetup(setup).build();
    Packetizer packetizer = plugin.newPacketizer(PacketizerContext.of(format));
    AudioSample sample = AudioSample.of(packetizer, frame(OggStream.packet(30, 1)));
    CodecConfiguration configuration = sample.configuration().orElseThrow();
    assertThat(OpusHead.ofBox(configuration.boxes().get(0).payload()))
        .isEqualTo(OpusHead.plain(2, 312, 8000));
    assertThat(sample.duration()).hasValue(160);
  }

  @ParameterizedTest
  @CsvSource({
    // timescale, told, ticks
    "48000, -1, 960",
    "48000, 960, 960",
    "48000, 100, 100",
    "48000, 2000, 960",
    "48000, 0, 960",
    "44100, -1, 882",
    "1000, -1, 20",
    "1000, 7, 7",
    "11025, 220, 221",
    "11025, 100, 100",
  })
  void packetize_frameThatEndsEarly_lastsSoLong(int timescale, long told, long ticks)
      throws MediaException {
    Packetizer packetizer =
        plugin.newPacketizer(PacketizerContext.of(MONO.toBuilder().timescale(timescale).build()));
    Frame frame = frame(OggStream.packet(30, 1)).toBuilder().duration(told).build();
    assertThat(AudioSample.of(packetizer, frame).duration()).hasValue(ticks);
  }

  @Test
  void packetize_tocAcrossSlices_isRead() throws MediaException {
    byte[] packet = {(byte) 0xfb, 6, 9, 9};
    Frame frame =
        Frame.on(1)
            .slices(List.of(ByteBuffer.wrap(packet, 0, 1), ByteBuffer.wrap(packet, 1, 3)))
            .build();
    AudioSample sample = AudioSample.of(plugin.newPacketizer(PacketizerContext.of(MONO)), frame);
    assertThat(sample.duration()).hasValue(5760);
    assertThat(sample.rollDistance()).isEqualTo(-1);
    assertThat(sample.toBytes()).isEqualTo(packet);
  }

  @Test
  void packetize_noPacket_isRefusedAndChangesNothing() throws MediaException {
    Packetizer packetizer = plugin.newPacketizer(PacketizerContext.of(MONO));
    assertThatCode(Code.BAD_FRAME, () -> AudioSample.of(packetizer, frame(new byte[0])));
    assertThatCode(Code.BAD_FRAME, () -> AudioSample.of(packetizer, frame(new byte[] {3, 0})));
    assertThat(AudioSample.of(packetizer, frame(new byte[] {8})).configuration()).isPresent();
  }

  @Test
  void newPacketizer_impossibleFormat_isRefused() {
    DecoderSetup broken = DecoderSetup.of(ByteBuffer.allocate(5));
    DecoderSetup tooLong = DecoderSetup.of(ByteBuffer.allocate(0)).withPriming(70_000);
    for (TrackFormat format :
        List.of(
            TrackFormat.video("opus", 48000).build(),
            TrackFormat.audio("opus", 48000, 3).build(),
            MONO.toBuilder().decoderSetup(broken).build(),
            MONO.toBuilder().decoderSetup(tooLong).build())) {
      assertThatCode(Code.BAD_REQUEST, () -> plugin.newPacketizer(PacketizerContext.of(format)));
    }
  }

  @Test
  void depacketize_sample_isThePacket() throws MediaException {
    Depacketizer depacketizer = plugin.newDepacketizer(entry(OggStream.head(1, 0)), context());
    AudioSample payload = new AudioSample();
    depacketizer.depacketize(ByteBuffer.wrap(OggStream.packet(50, 3)), RandomAccess.SYNC, payload);
    assertThat(payload.toBytes()).isEqualTo(OggStream.packet(50, 3));
    assertThatCode(
        Code.MALFORMED,
        () -> depacketizer.depacketize(ByteBuffer.allocate(0), RandomAccess.SYNC, payload));
  }

  @Test
  void matches_familiesItKnows_areTaken() throws MediaException {
    assertThat(plugin.matches(entry(OggStream.head(2, 0)))).isTrue();
    assertThat(plugin.matches(SampleEntry.of("Opus", ByteBuffer.allocate(36)).build())).isFalse();
    byte[] box = OpusHead.plain(2, 0, 0).toBox();
    box[10] = (byte) 255;
    assertThat(plugin.matches(entryOfBox(box))).isFalse();
    assertThat(plugin.matches(entryOfBox(new byte[3]))).as("broken, to be told").isTrue();
    assertThatCode(
        Code.MALFORMED, () -> plugin.newDepacketizer(entryOfBox(new byte[3]), context()));
  }

  @Test
  void streamWriter_framesOfManySizes_areReadBackWithTheirTimes() throws MediaException {
    AudioSample ogg = new AudioSample();
    StreamWriter writer = writer(48000);
    List<byte[]> packets = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      // Around the lengths at which segments and pages end.
      int size = i % 50 == 49 ? 65_020 + i : 1 + (i * 37) % 1300;
      packets.add(OggStream.packet(size, i));
    }
    for (int i = 0; i < packets.size(); i++) {
      long duration = i == 299 ? 123 : 960;
      writer.write(timed(packets.get(i), 5000 + i * 960L, duration), ogg);
    }
    writer.finish(ogg);
    OpusAssembler assembler = new OpusAssembler(AssemblerOptions.builder().build());
    AssembledAudio frames = AssembledAudio.of(assembler, ogg.toBytes(), 4096);
    assertThat(frames.payloads()).containsExactlyElementsOf(packets);
    assertThat(frames.times().get(299)).isEqualTo(299 * 960L);
    assertThat(frames.durations().subList(0, 299)).containsOnly(960L);
    assertThat(frames.durations().get(299)).isEqualTo(123);
    assertThat(frames.events()).isEmpty();
    assertThat(assembler.format().orElseThrow().decoderSetup().configuration())
        .isEqualTo(ByteBuffer.wrap(OggStream.head(1, 0)));
  }

  @Test
  void streamWriter_missingTime_isAGapInGranules() throws MediaException {
    AudioSample ogg = new AudioSample();
    StreamWriter writer = writer(1000);
    // 20 ms each; two seconds are missing behind the second.
    for (long time : new long[] {7, 27, 2047, 2067}) {
      writer.write(timed(OggStream.packet(9, 1), time, 20), ogg);
    }
    writer.finish(ogg);
    AssembledAudio frames =
        AssembledAudio.of(
            new OpusAssembler(AssemblerOptions.builder().build()), ogg.toBytes(), 1 << 20);
    assertThat(frames.times()).containsExactly(0L, 960L, 97_920L, 98_880L);
  }

  @Test
  void streamWriter_timeMissingWithinASecond_isReadBackWhereItIs() throws MediaException {
    AudioSample ogg = new AudioSample();
    StreamWriter writer = writer(48000);
    List<Long> written = List.of(0L, 960L, 1920L, 4800L, 5760L);
    for (long time : written) {
      writer.write(timed(OggStream.packet(9, 1), time, 960), ogg);
    }
    writer.finish(ogg);
    AssembledAudio frames =
        AssembledAudio.of(
            new OpusAssembler(AssemblerOptions.builder().build()), ogg.toBytes(), 1 << 20);
    assertThat(frames.times()).isEqualTo(written);
  }

  @Test
  void streamWriter_lastFrameOfDurationZero_isHeardWhole() throws MediaException {
    AudioSample ogg = new AudioSample();
    StreamWriter writer = writer(48000);
    writer.write(timed(OggStream.packet(9, 1), 0, 960), ogg);
    writer.write(timed(OggStream.packet(9, 2), 960, 0), ogg);
    writer.finish(ogg);
    AssembledAudio frames =
        AssembledAudio.of(
            new OpusAssembler(AssemblerOptions.builder().build()), ogg.toBytes(), 1 << 20);
    assertThat(frames.durations()).containsExactly(960L, 960L);
    assertThat(frames.events()).isEmpty();
  }

  @Test
  void streamWriter_noFrame_isAStreamWithoutPackets() throws MediaException {
    AudioSample ogg = new AudioSample();
    writer(48000).finish(ogg);
    AssembledAudio frames =
        AssembledAudio.of(
            new OpusAssembler(AssemblerOptions.builder().build()), ogg.toBytes(), 1 << 20);
    assertThat(frames.payloads()).isEmpty();
    assertThat(frames.events()).isEmpty();
  }

  @Test
  void newStreamWriter_severalConfigurations_isUnsupported() throws MediaException {
    List<SampleEntry> two = List.of(entry(OggStream.head(1, 0)), entry(OggStream.head(2, 0)));
    TrackFormat format = TrackFormat.copy(MediaType.AUDIO, "soun", 48000, two).build();
    assertThatCode(Code.UNSUPPORTED, () -> plugin.newStreamWriter(format));
  }

  @Test
  void probe_contentBeforeName_isBelieved() {
    byte[] stream = OggStream.mono().toBytes();
    assertThat(plugin.probe(ByteBuffer.wrap(stream), "x.bin")).isEqualTo(99);
    assertThat(plugin.probe(ByteBuffer.wrap(stream, 0, 20), "x.opus")).isEqualTo(40);
    assertThat(plugin.probe(ByteBuffer.allocate(9), "x")).isZero();
    byte[] vorbis = new OggStream().page(OggStream.FIRST, 0, new byte[7]).toBytes();
    assertThat(plugin.probe(ByteBuffer.wrap(vorbis), "x.ogg")).isZero();
  }

  private StreamWriter writer(int timescale) throws MediaException {
    List<SampleEntry> entries = List.of(entry(OggStream.head(1, 0)));
    return plugin
        .newStreamWriter(TrackFormat.copy(MediaType.AUDIO, "soun", timescale, entries).build())
        .orElseThrow();
  }

  private static Frame timed(byte[] packet, long time, long duration) {
    return frame(packet).toBuilder().time(time).duration(duration).build();
  }

  private static Frame frame(byte[] payload) {
    return Frame.on(1).payload(ByteBuffer.wrap(payload)).build();
  }

  private static SampleEntry entry(byte[] head) throws MediaException {
    return entryOfBox(OpusHead.ofOgg(ByteBuffer.wrap(head)).toBox());
  }

  private static SampleEntry entryOfBox(byte[] box) {
    return SampleEntry.of("Opus", ByteBuffer.allocate(36))
        .boxes(List.of(ConfigurationBox.of("dOps", box)))
        .build();
  }

  private static DepacketizerContext context() {
    return DepacketizerContext.of(PayloadForm.STREAM, 48000);
  }

  private static void assertThatCode(Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .asInstanceOf(type(MediaException.class))
        .extracting(MediaException::code)
        .isEqualTo(code);
  }
}
