package io.boxwire.codec.aac.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecPlugin.Field;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EsdsTest {
  /** As FFmpeg writes it: sizes of four bytes each. */
  private static final String FFMPEG =
      "00000000"
          + "03808080220001000480808014401500000000"
          + "01F4000001F400"
          + "0580808002"
          + "1190"
          + "0680808001"
          + "02";

  @Test
  void toBytes_aacLc_isTheTreeOfTheStandard() {
    byte[] box = Esds.ofAac(2, new byte[] {0x11, (byte) 0x90}).toBytes();
    assertThat(HexFormat.of().withUpperCase().formatHex(box))
        .isEqualTo(
            "00000000" // version and flags
                + "0319" // ES_Descriptor
                + "000000"
                + "0411" // DecoderConfigDescriptor
                + "4015"
                + "000600" // 1,536 bytes
                + "0000000000000000"
                + "05021190"
                + "060102");
  }

  @Test
  void read_longSizes_areUnderstood() throws MediaException {
    Esds esds = Esds.read(hex(FFMPEG));
    assertThat(esds.esId()).isEqualTo(1);
    assertThat(esds.streamType()).isEqualTo(5);
    assertThat(esds.maxBitrate()).isEqualTo(128000);
    assertThat(esds.averageBitrate()).isEqualTo(128000);
    assertThat(esds.codecString("mp4a")).isEqualTo("mp4a.40.2");
    assertThat(esds.configuration().rate()).isEqualTo(48000);
  }

  @Test
  void read_optionalFieldsAndOtherDescriptors_arePassedOver() throws MediaException {
    String config = "0411" + "40150000000000000000000000" + "05021210";
    String fields = "0001E0" + "0002" + "03616263" + "0009";
    Esds esds = Esds.read(hex("00000000" + "0321" + fields + "1401FE" + config + "060102"));
    assertThat(esds.esId()).isEqualTo(1);
    assertThat(esds.configuration().rate()).isEqualTo(44100);
  }

  @Test
  void read_whatItWrote_isTheSame() throws MediaException {
    Random random = new Random(1);
    for (int size = 0; size < 300; size++) {
      byte[] specific = new byte[size];
      random.nextBytes(specific);
      Esds written = Esds.ofAac(1 + size % 8, specific);
      assertThat(Esds.read(ByteBuffer.wrap(written.toBytes()))).isEqualTo(written);
    }
  }

  @Test
  void read_cutAtEveryByte_isMalformed() {
    byte[] bytes = HexFormat.of().parseHex(FFMPEG);
    int needed = bytes.length;
    for (int length = 0; length < needed; length++) {
      ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Esds.read(cut))
          .isInstanceOfSatisfying(
              MediaException.class,
              e -> assertThat(e.code()).isEqualTo(MediaException.Code.MALFORMED));
    }
  }

  @Test
  void read_sizeWithoutEnd_isMalformed() {
    assertThatThrownBy(() -> Esds.read(hex("0000000003FFFFFFFFFFFFFF")))
        .hasMessageContaining("more than four bytes");
    assertThatThrownBy(() -> Esds.read(hex("0000000003FFFFFF7F000000")))
        .hasMessageContaining("needs 268435455 bytes");
  }

  @Test
  void read_withoutDecoderConfig_isMalformed() {
    assertThatThrownBy(() -> Esds.read(hex("00000000030600000006010200")))
        .hasMessageContaining("no DecoderConfigDescriptor");
    assertThatThrownBy(() -> Esds.read(hex("000000000411"))).hasMessageContaining("descriptor 4");
  }

  @Test
  void read_flippedBytes_throwsNothingElse() {
    Random random = new Random(2);
    byte[] good = HexFormat.of().parseHex(FFMPEG);
    int read = 0;
    int refused = 0;
    for (int run = 0; run < 20_000; run++) {
      byte[] bytes = good.clone();
      for (int flips = 1 + random.nextInt(5); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        Esds.read(ByteBuffer.wrap(bytes)).configuration();
        read++;
      } catch (MediaException e) {
        assertThat(e.code()).isEqualTo(MediaException.Code.MALFORMED);
        refused++;
      }
      assertThat(EsdsDescription.of(ByteBuffer.wrap(bytes))).isNotEmpty();
    }
    assertThat(read).isGreaterThan(1000);
    assertThat(refused).isGreaterThan(1000);
  }

  @Test
  void describe_heAac_namesCoreAndExtension() {
    byte[] box = Esds.ofAac(2, HexFormat.of().parseHex("EB8A0800")).toBytes();
    assertThat(EsdsDescription.of(ByteBuffer.wrap(box)))
        .contains(
            new Field("objectTypeIndication", "0x40 (MPEG-4 Audio)"),
            new Field("audioObjectType", "2 (AAC LC)"),
            new Field("samplingFrequency", "22050"),
            new Field("extensionAudioObjectType", "29 (PS)"),
            new Field("extensionSamplingFrequency", "44100"));
  }

  @Test
  void codecString_extensionsAndOtherTypes_areNamed() throws MediaException {
    assertThat(codecString("2B920800")).isEqualTo("mp4a.40.5");
    assertThat(codecString("EB8A0800")).isEqualTo("mp4a.40.29");
    String mp3 = FFMPEG.replace("144015", "146B15");
    assertThat(Esds.read(hex(mp3)).codecString("mp4a")).isEqualTo("mp4a.6b");
  }

  private static String codecString(String configuration) throws MediaException {
    return Esds.ofAac(2, HexFormat.of().parseHex(configuration)).codecString("mp4a");
  }

  private static ByteBuffer hex(String digits) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
  }
}
