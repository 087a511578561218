package io.boxwire.codec.aac.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.DecoderSetup;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.Depacketizer;
import io.boxwire.api.codec.DepacketizerContext;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.itests.fixtures.AudioSample;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AacCodecTest {
  private static final TrackFormat STEREO = TrackFormat.audio("aac", 48000, 2).build();

  private final CodecPlugin plugin = new AacCodec();

  @Test
  void serviceLoader_plainClassPath_findsThePlugin() {
    assertThat(ServiceLoader.load(CodecPlugin.class))
        .extracting(CodecPlugin::codec)
        .containsExactly("aac");
    assertThat(plugin.sampleEntries()).containsExactly("mp4a");
    assertThat(plugin.fileExtension()).isEqualTo("aac");
  }

  @Test
  void packetize_adtsFrame_losesItsHeaderAndGivesTheConfiguration() throws MediaException {
    Packetizer packetizer = plugin.newPacketizer(PacketizerContext.of(STEREO));
    AudioSample first = AudioSample.of(packetizer, adts(4, 1, 50));
    assertThat(first.toBytes()).isEqualTo(AdtsStream.payload(50));
    assertThat(first.randomAccess()).isEqualTo(RandomAccess.SYNC);
    assertThat(first.rollDistance()).isZero();
    CodecConfiguration configuration = first.configuration().orElseThrow();
    assertThat(configuration.sampleEntry()).isEqualTo("mp4a");
    assertThat(configuration.codecString()).isEqualTo("mp4a.40.2");
    assertThat(configuration.channels()).isEqualTo(1);
    assertThat(configuration.sampleRate()).isEqualTo(44100);
    assertThat(configurationOf(configuration)).isEqualTo(AudioSpecificConfig.plain(2, 44100, 1));

    assertThat(AudioSample.of(packetizer, adts(4, 1, 60)).configuration()).isEmpty();
    assertThat(AudioSample.of(packetizer, adts(3, 2, 60)).configuration()).isPresent();
    PacketizerContext resumed =
        PacketizerContext.of(STEREO).resumedFrom(packetizer.snapshot(), first.configuration());
    assertThat(AudioSample.of(plugin.newPacketizer(resumed), adts(4, 1, 60)).configuration())
        .isEmpty();
    packetizer.close();
  }

  @Test
  void packetize_headerAcrossSlices_isFoundAndNothingIsCopied() throws MediaException {
    byte[] stream = new AdtsStream().protectedFrame(3, 2, 40).toBytes();
    for (int cut = 1; cut < 20; cut++) {
      Frame frame =
          Frame.on(1)
              .slices(
                  List.of(
                      ByteBuffer.wrap(stream, 0, cut),
                      ByteBuffer.wrap(stream, cut, stream.length - cut)))
              .build();
      AudioSample sample =
          AudioSample.of(plugin.newPacketizer(PacketizerContext.of(STEREO)), frame);
      assertThat(sample.toBytes()).isEqualTo(AdtsStream.payload(40));
      assertThat(sample.duration()).hasValue(1024);
    }
  }

  @Test
  void packetize_bareAccessUnit_isAacLcOfTheTrack() throws MediaException {
    TrackFormat format = TrackFormat.audio("aac", 16000, 1).build();
    Packetizer packetizer = plugin.newPacketizer(PacketizerContext.of(format));
    for (int size : new int[] {1, 6, 7, 500}) {
      Frame frame = Frame.on(1).payload(ByteBuffer.wrap(AdtsStream.payload(size))).build();
      assertThat(AudioSample.of(packetizer, frame).toBytes()).isEqualTo(AdtsStream.payload(size));
    }
    AudioSample sample =
        AudioSample.of(plugin.newPacketizer(PacketizerContext.of(format)), bare(9));
    assertThat(configurationOf(sample.configuration().orElseThrow()))
        .isEqualTo(AudioSpecificConfig.plain(2, 16000, 1));
  }

  @Test
  void packetize_decoderSetup_isStoredUnchanged() throws MediaException {
    TrackFormat format = setUp(48000, "2B118800"); // SBR on 24,000 Hz
    AudioSample sample =
        AudioSample.of(plugin.newPacketizer(PacketizerContext.of(format)), bare(9));
    CodecConfiguration configuration = sample.configuration().orElseThrow();
    assertThat(configuration.codecString()).isEqualTo("mp4a.40.5");
    assertThat(configuration.sampleRate()).isEqualTo(48000);
    assertThat(sample.duration()).hasValue(2048);
    assertThat(Esds.read(configuration.boxes().get(0).payload()).specific())
        .hasValue(ByteBuffer.wrap(HexFormat.of().parseHex("2B118800")));
    // An ADTS header of the same core says less, not otherwise.
    assertThat(
            AudioSample.of(plugin.newPacketizer(PacketizerContext.of(format)), adts(6, 2, 9))
                .configuration())
        .hasValue(configuration);
  }

  @ParameterizedTest
  @CsvSource({
    // rate, timescale, configuration, ticks
    "44100, 44100, 1210, 1024",
    "44100, 1000, 1210, 24",
    "44100, 90000, 1210, 2090",
    "44100, 44100, 1214, 960",
    "48000, 48000, EB098800, 2048",
  })
  void packetize_otherTimescale_lastsSoManyTicksRoundedUp(
      int rate, int timescale, String configuration, long ticks) throws MediaException {
    TrackFormat format = setUp(rate, configuration).toBuilder().timescale(timescale).build();
    assertThat(
            AudioSample.of(plugin.newPacketizer(PacketizerContext.of(format)), bare(9)).duration())
        .hasValue(ticks);
  }

  @Test
  void packetize_whatMakesNoSample_isRefusedAndChangesNothing() throws MediaException {
    Packetizer packetizer = plugin.newPacketizer(PacketizerContext.of(STEREO));
    byte[] two = new AdtsStream().frame(3, 2, 20).frame(3, 2, 20).toBytes();
    assertThatCode(Code.BAD_FRAME, () -> AudioSample.of(packetizer, frame(two)));
    assertThatCode(Code.BAD_FRAME, () -> AudioSample.of(packetizer, frame(new byte[0])));
    assertThatCode(Code.BAD_FRAME, () -> AudioSample.of(packetizer, adts(3, 0, 20)));
    byte[] blocks =
        new AdtsStream()
            .bytes(AdtsStream.header(2, 3, 2, true, 27, 2))
            .bytes(new byte[20])
            .toBytes();
    assertThatCode(Code.BAD_FRAME, () -> AudioSample.of(packetizer, frame(blocks)));
    TrackFormat nine = TrackFormat.audio("aac", 48000, 9).build();
    assertThatCode(
        Code.BAD_FRAME,
        () -> AudioSample.of(plugin.newPacketizer(PacketizerContext.of(nine)), bare(8)));
    assertThat(AudioSample.of(packetizer, adts(3, 2, 20)).configuration()).isPresent();
  }

  @Test
  void newPacketizer_impossibleFormat_isRefused() {
    assertThatCode(
        Code.BAD_REQUEST,
        () -> plugin.newPacketizer(PacketizerContext.of(TrackFormat.video("aac", 8000).build())));
    assertThatCode(
        Code.BAD_REQUEST, () -> plugin.newPacketizer(PacketizerContext.of(setUp(48000, "FF"))));
  }

  @ParameterizedTest
  @CsvSource({"1210, 2, 44100, 2", "2B920800, 2, 22050, 2", "EB8A0800, 2, 22050, 1"})
  void depacketize_sample_getsAHeaderThatIsReadBack(
      String configuration, int objectType, int rate, int channels) throws MediaException {
    Depacketizer depacketizer = plugin.newDepacketizer(entry(configuration), context());
    for (int size : new int[] {1, 100, 8184}) {
      AudioSample payload = new AudioSample();
      depacketizer.depacketize(
          ByteBuffer.wrap(AdtsStream.payload(size)), RandomAccess.SYNC, payload);
      ByteBuffer frame = ByteBuffer.wrap(payload.toBytes());
      AdtsHeader header = AdtsHeader.read(frame, 0).orElseThrow();
      assertThat(header.configuration())
          .isEqualTo(AudioSpecificConfig.plain(objectType, rate, channels));
      assertThat(header.frameLength()).isEqualTo(size + 7);
      assertThat(frame.slice(7, size)).isEqualTo(ByteBuffer.wrap(AdtsStream.payload(size)));
    }
    for (int size : new int[] {0, 8185}) {
      assertThatCode(
          Code.MALFORMED,
          () ->
              depacketizer.depacketize(
                  ByteBuffer.allocate(size), RandomAccess.SYNC, new AudioSample()));
    }
  }

  @Test
  void matches_whatAdtsCanExpress_isTaken() {
    assertThat(plugin.matches(entry("1210"))).isTrue();
    assertThat(plugin.matches(entry("1200"))).as("program config element").isFalse();
    assertThat(plugin.matches(entry("F94640"))).as("USAC").isFalse();
    assertThat(plugin.matches(entry("12"))).as("broken, to be told").isTrue();
    assertThat(plugin.matches(SampleEntry.of("mp4a", ByteBuffer.allocate(36)).build())).isFalse();
    assertThat(plugin.codecString(entry("12"))).isEqualTo("mp4a");
    assertThat(plugin.codecString(entry("1210"))).isEqualTo("mp4a.40.2");
    assertThatCode(Code.MALFORMED, () -> plugin.newDepacketizer(entry("12"), context()));
    assertThatCode(Code.UNSUPPORTED, () -> plugin.newDepacketizer(entry("F94640"), context()));
  }

  @Test
  void describe_box_isExplainedAndOthersAreNot() {
    ConfigurationBox box = entry("1210").boxes().get(0);
    assertThat(plugin.describe("esds", box.payload())).isNotEmpty();
    assertThat(plugin.describe("avcC", box.payload())).isEmpty();
  }

  @Test
  void probe_contentBeforeName_isBelieved() {
    AdtsStream stream = new AdtsStream();
    for (int i = 0; i < 10; i++) {
      stream.frame(3, 2, 100);
    }
    assertThat(plugin.probe(ByteBuffer.wrap(stream.toBytes()), "x.bin")).isEqualTo(98);
    byte[] tagged =
        new AdtsStream()
            .bytes('I', 'D', '3', 4, 0, 0, 0, 0, 0, 3, 9, 9, 9)
            .bytes(stream.toBytes())
            .toBytes();
    assertThat(plugin.probe(ByteBuffer.wrap(tagged), "x")).isEqualTo(98);
    ByteBuffer few = ByteBuffer.wrap(new AdtsStream().frame(3, 2, 100).toBytes());
    assertThat(plugin.probe(few, "x")).isEqualTo(60);
    assertThat(plugin.probe(ByteBuffer.allocate(100), "x.aac")).isEqualTo(40);
    assertThat(plugin.probe(ByteBuffer.allocate(100), "aac")).isZero();
    byte[] mp3 = {(byte) 0xff, (byte) 0xfb, (byte) 0x90, 0x44, 0, 0, 0, 0, 0, 0};
    assertThat(plugin.probe(ByteBuffer.wrap(mp3), "x.mp3")).isZero();
  }

  @Test
  void packetize_flippedBytes_throwsNothingElse() throws MediaException {
    Random random = new Random(3);
    byte[] good = new AdtsStream().protectedFrame(3, 2, 30).toBytes();
    Packetizer packetizer = plugin.newPacketizer(PacketizerContext.of(STEREO));
    int refused = 0;
    for (int run = 0; run < 20_000; run++) {
      byte[] bytes = good.clone();
      bytes[random.nextInt(12)] = (byte) random.nextInt(256);
      try {
        assertThat(AudioSample.of(packetizer, frame(bytes)).toBytes()).isNotEmpty();
      } catch (MediaException e) {
        assertThat(e.code()).isEqualTo(Code.BAD_FRAME);
        refused++;
      }
    }
    assertThat(refused).isBetween(1000, 19_000);
  }

  private static TrackFormat setUp(int rate, String configuration) {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(configuration));
    return TrackFormat.audio("aac", rate, 2).decoderSetup(DecoderSetup.of(bytes)).build();
  }

  private static Frame adts(int rateIndex, int channels, int size) {
    return frame(new AdtsStream().frame(rateIndex, channels, size).toBytes());
  }

  private static Frame bare(int size) {
    return frame(AdtsStream.payload(size));
  }

  private static Frame frame(byte[] payload) {
    return Frame.on(1).payload(ByteBuffer.wrap(payload)).build();
  }

  private static AudioSpecificConfig configurationOf(CodecConfiguration configuration)
      throws MediaException {
    ConfigurationBox box = configuration.boxes().get(0);
    assertThat(box.type()).isEqualTo("esds");
    return Esds.read(box.payload()).configuration();
  }

  private static SampleEntry entry(String configuration) {
    byte[] box = Esds.ofAac(2, HexFormat.of().parseHex(configuration)).toBytes();
    return SampleEntry.of("mp4a", ByteBuffer.allocate(36))
        .boxes(List.of(ConfigurationBox.of("esds", box)))
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
