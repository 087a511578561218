package io.boxwire.codec.h265.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaType;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.CodecPlugin.Field;
import io.boxwire.api.codec.PacketizerContext;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class H265CodecTest {
  static final List<String> NAMES = TestStream.NAMES;

  private final CodecPlugin plugin = new H265Codec();

  @Test
  void serviceLoader_plainClassPath_findsThePlugin() {
    List<CodecPlugin> found =
        ServiceLoader.load(CodecPlugin.class).stream().map(ServiceLoader.Provider::get).toList();
    assertThat(found).extracting(CodecPlugin::codec).containsExactly("h265");
    assertThat(found.get(0).mediaType()).isEqualTo(MediaType.VIDEO);
  }

  @Test
  void matches_entries_takesHvc1AndHev1Only() {
    for (String type : List.of("hvc1", "hev1")) {
      assertThat(plugin.matches(Samples.entry(type, List.of()))).isTrue();
    }
    for (String type : List.of("dvh1", "dvhe", "avc1", "lhv1", "encv")) {
      assertThat(plugin.matches(Samples.entry(type, List.of()))).isFalse();
    }
  }

  @Test
  void codecString_entry_tellsProfileOrTypeAlone() {
    ConfigurationBox box = ConfigurationBox.of("hvcC", TestStream.of("main10-hdr").hvcc());
    SampleEntry entry = Samples.entry("hev1", List.of(box));
    assertThat(plugin.codecString(entry)).isEqualTo("hev1.2.4.L30.90");
    assertThat(plugin.codecString(Samples.entry("hvc1", List.of()))).isEqualTo("hvc1");
  }

  @Test
  void describe_record_explainsItsFields() {
    List<Field> fields = plugin.describe("hvcC", TestStream.of("crop422-10").hvcc());
    assertThat(fields)
        .contains(
            new Field("general_profile_idc", "4 (range extensions)"),
            new Field("general_level_idc", "30 (1.0)"),
            new Field("chromaFormat", "2 (4:2:2)"),
            new Field("bitDepthLuma", "10"),
            new Field("NALUnitLengthSize", "4"));
    assertThat(fields)
        .filteredOn(field -> field.name().equals("SPS"))
        .singleElement()
        .satisfies(field -> assertThat(field.value()).contains("130x74", "complete"));
    assertThat(plugin.describe("avcC", ByteBuffer.allocate(8))).isEmpty();
    assertThat(plugin.describe("hvcC", ByteBuffer.allocate(8)))
        .extracting(Field::name)
        .containsExactly("error");
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void probe_hevcStream_isSureByContent(String name) {
    assertThat(plugin.probe(ByteBuffer.wrap(TestStream.of(name).bytes()), "stream"))
        .isGreaterThan(90);
  }

  @Test
  void probe_otherContent_saysNoWhateverTheName() {
    // The head of an H.264 stream: SPS, PPS, IDR slice.
    byte[] avc =
        HexFormat.of()
            .parseHex(
                "0000000167640015acd94160000000016 8ebe3cb22c0".replace(" ", "")
                    + "00000165888400ff000001419a");
    assertThat(plugin.probe(ByteBuffer.wrap(avc), "a.h265")).isZero();
    assertThat(plugin.probe(ByteBuffer.wrap("RIFF....WAVE".getBytes()), "a.h265")).isZero();
    assertThat(plugin.probe(ByteBuffer.allocate(0), "a.h265")).isZero();
  }

  @Test
  void probe_soundUnitsWithoutSets_goesByTheName() throws MediaException {
    List<String> units = TestStream.of("slices").nalUnits();
    ByteBuffer slices = ByteBuffer.wrap(TestStream.annexB(units.subList(3, units.size())));
    assertThat(plugin.probe(slices, "a.HEVC")).isBetween(10, 60);
    assertThat(plugin.probe(slices, "a.bin")).isZero();
  }

  @Test
  void newPacketizer_audioFormat_isRefused() {
    assertThatThrownBy(
            () ->
                plugin.newPacketizer(
                    PacketizerContext.of(TrackFormat.audio("h265", 8000, 1).build())))
        .isInstanceOf(MediaException.class);
  }
}
