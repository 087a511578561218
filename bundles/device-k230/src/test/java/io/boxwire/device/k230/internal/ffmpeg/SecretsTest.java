package io.boxwire.device.k230.internal.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
  @ParameterizedTest
  @CsvSource({
    "rtsp://me:pw@cam/1, rtsp://***@cam/1",
    "rtsp://me@cam/1, rtsp://***@cam/1",
    "rtsp://me:p@w@cam:554/1, rtsp://***@cam:554/1",
    "rtsp://me:p/w@cam:554/1, rtsp://***@cam:554/1",
    "a rtsp://me:pw@cam b http://x:y@z c, a rtsp://***@cam b http://***@z c",
    "'rtsp://cam/1?a=b', 'rtsp://cam/1?a=b'",
    "rtsp://[::1]:554/1, rtsp://[::1]:554/1",
    "rtsp://me:pw@[::1]:554/1, rtsp://***@[::1]:554/1",
    "Authorization: Basic bWU6cHc=, Authorization: ***",
    "mail me@home, mail me@home"
  })
  void mask_urls_loseTheirUserInformation(String text, String masked) {
    assertThat(Secrets.of("").mask(text)).isEqualTo(masked);
  }

  @Test
  void mask_knownPassword_isMaskedAnywhere() {
    Secrets secrets = Secrets.of("-i rtsp://me:hidden%40x@cam/1\nudp://you:other@cam2");
    assertThat(secrets.mask("password hidden%40x or other of me"))
        .isEqualTo("password *** or *** of me");
  }

  @Test
  void mask_shortPassword_leavesWordsAlone() {
    assertThat(Secrets.of("rtsp://a:a@cam").mask("a camera at rtsp://a:a@cam"))
        .isEqualTo("a camera at rtsp://***@cam");
  }
}
