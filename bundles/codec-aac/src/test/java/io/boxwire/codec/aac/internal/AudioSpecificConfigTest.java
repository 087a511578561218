package io.boxwire.codec.aac.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioSpecificConfigTest {
  @ParameterizedTest
  @CsvSource({
    // bytes, object type, rate, channel configuration, frame length, extension, its rate, channels
    "1210,           2, 44100, 2, 1024,  0,     0, 2",
    "1190,           2, 48000, 2, 1024,  0,     0, 2",
    "1588,           2,  8000, 1, 1024,  0,     0, 1",
    "1214,           2, 44100, 2,  960,  0,     0, 2",
    "11B0,           2, 48000, 6, 1024,  0,     0, 6",
    "11B8,           2, 48000, 7, 1024,  0,     0, 8",
    "1780BB8010,     2, 96000, 2, 1024,  0,     0, 2",
    "2B920800,       2, 22050, 2, 1024,  5, 44100, 2",
    "EB8A0800,       2, 22050, 1, 1024, 29, 44100, 2",
    "139056E5A54800, 2, 22050, 2, 1024,  5, 44100, 2",
    "138856E5A54880, 2, 22050, 1, 1024, 29, 44100, 2",
    "139056E5,       2, 22050, 2, 1024,  0,     0, 2",
    "139056E500,     2, 22050, 2, 1024,  0,     0, 2",
    "B98900,        23, 48000, 1,  512,  0,     0, 1",
    "B98D00,        23, 48000, 1,  480,  0,     0, 1",
    "F94640,        42, 48000, 2,    0,  0,     0, 2",
  })
  void read_knownConfigurations_areUnderstood(
      String hex,
      int type,
      int rate,
      int channelConfiguration,
      int frameLength,
      int extension,
      int extensionRate,
      int channels)
      throws MediaException {
    AudioSpecificConfig config = read(hex);
    assertThat(config)
        .isEqualTo(
            new AudioSpecificConfig(
                type, rate, channelConfiguration, frameLength, extension, extensionRate));
    assertThat(config.channels()).isEqualTo(channels);
  }

  @ParameterizedTest
  @CsvSource({"1210", "1588", "11B0", "1214", "1787D90010", "0A10"})
  void coreBytes_plainConfiguration_isWrittenAsItWasRead(String hex) throws MediaException {
    assertThat(HexFormat.of().withUpperCase().formatHex(read(hex).coreBytes())).startsWith(hex);
  }

  @ParameterizedTest
  @CsvSource({"2B920800", "EB8A0800", "1210", "1780BB8010"})
  void read_cutAtEveryByte_isRefusedOrUnderstood(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    int refused = 0;
    for (int length = 0; length < bytes.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(bytes, length));
      try {
        AudioSpecificConfig.read(cut);
      } catch (MediaException e) {
        assertThat(e.code()).isEqualTo(MediaException.Code.MALFORMED);
        refused++;
      }
    }
    assertThat(refused).isGreaterThanOrEqualTo(2);
  }

  @Test
  void read_reservedFrequency_isRefused() {
    assertThatThrownBy(() -> read("1690")).hasMessageContaining("index 13");
    assertThatThrownBy(() -> read("1780000010")).hasMessageContaining("frequency");
  }

  @Test
  void fitsAdts_whatAHeaderCanSay_isTold() throws MediaException {
    assertThat(read("1210").fitsAdts()).isTrue();
    assertThat(read("2B920800").fitsAdts()).isTrue();
    assertThat(read("1214").fitsAdts()).as("960 samples").isFalse();
    assertThat(read("1200").fitsAdts()).as("program config element").isFalse();
    assertThat(read("F94640").fitsAdts()).as("USAC").isFalse();
    assertThat(read("1787D90010").fitsAdts()).as("64,000 + 400 Hz").isFalse();
  }

  private static AudioSpecificConfig read(String hex) throws MediaException {
    return AudioSpecificConfig.read(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
  }
}
