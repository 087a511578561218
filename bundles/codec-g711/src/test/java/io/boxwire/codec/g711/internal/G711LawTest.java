package io.boxwire.codec.g711.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import org.junit.jupiter.api.Test;

class G711LawTest {

  @Test
  void expand_everyCode_isWhatFfmpegDecodes() throws IOException {
    assertExpandsLike(G711Law.A, "alaw.s16");
    assertExpandsLike(G711Law.MU, "mulaw.s16");
  }

  @Test
  void compress_everyInputOfALaw_followsTheDecisionValues() {
    // G.711 table 1a, in units of 16 in 16-bit PCM: two segments of step 1, then six that double.
    int[] decisions = decisionValues(/* first= */ 1, /* count= */ 32, /* step= */ 2, 6);
    for (int pcm = Short.MIN_VALUE; pcm <= Short.MAX_VALUE; pcm++) {
      int interval = intervalOf(decisions, fold(pcm) / 16);
      int plain = pcm < 0 ? interval : 128 + interval;
      assertThat(G711Law.A.compress((short) pcm)).as("%d", pcm).isEqualTo((byte) (plain ^ 0x55));
    }
  }

  @Test
  void compress_everyInputOfMuLaw_followsTheDecisionValues() {
    // G.711 table 2a, in units of 4: 0, 1, 3 .. 31, then seven segments whose step doubles.
    int[] decisions = decisionValues(/* first= */ 2, /* count= */ 16, /* step= */ 4, 7);
    for (int i = 1; i < decisions.length; i++) {
      decisions[i]--;
    }
    for (int pcm = Short.MIN_VALUE; pcm <= Short.MAX_VALUE; pcm++) {
      int interval = intervalOf(decisions, fold(pcm) / 4);
      int transmitted = (pcm < 0 ? 127 : 255) - interval;
      assertThat(G711Law.MU.compress((short) pcm)).as("%d", pcm).isEqualTo((byte) transmitted);
    }
  }

  @Test
  void compress_expandedCode_returnsTheCode() {
    for (G711Law law : G711Law.values()) {
      for (int code = 0; code < 256; code++) {
        // Mu-law has two zeros: the negative one, 0x7f, expands to the 0 that compresses to 0xff.
        byte expected = (byte) (law == G711Law.MU && code == 0x7f ? 0xff : code);
        assertThat(law.compress(law.expand((byte) code))).isEqualTo(expected);
      }
    }
  }

  @Test
  void compress_knownValues_areTheUsualOnes() {
    assertThat(G711Law.A.compress((short) 0)).isEqualTo((byte) 0xd5);
    assertThat(G711Law.A.compress((short) -1)).isEqualTo((byte) 0x55);
    assertThat(G711Law.A.compress(Short.MAX_VALUE)).isEqualTo((byte) 0xaa);
    assertThat(G711Law.A.compress(Short.MIN_VALUE)).isEqualTo((byte) 0x2a);
    assertThat(G711Law.MU.compress((short) 0)).isEqualTo((byte) 0xff);
    assertThat(G711Law.MU.compress((short) -1)).isEqualTo((byte) 0x7f);
    assertThat(G711Law.MU.compress(Short.MAX_VALUE)).isEqualTo((byte) 0x80);
    assertThat(G711Law.MU.compress(Short.MIN_VALUE)).isEqualTo((byte) 0x00);
  }

  private static void assertExpandsLike(G711Law law, String resource) throws IOException {
    try (InputStream in = G711LawTest.class.getResourceAsStream(resource)) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      ShortBuffer expected = bytes.asShortBuffer();
      assertThat(expected.remaining()).isEqualTo(256);
      for (int code = 0; code < 256; code++) {
        assertThat(law.expand((byte) code)).as("%s %d", law, code).isEqualTo(expected.get(code));
      }
    }
  }

  /** The lower bounds of the 128 intervals of a half: {@code count} first steps, then segments. */
  private static int[] decisionValues(int first, int count, int step, int segments) {
    int[] values = new int[count + 16 * segments];
    int value = 0;
    int index = 0;
    for (; index < count; index++, value += first) {
      values[index] = value;
    }
    for (int segment = 0, width = step; segment < segments; segment++, width *= 2) {
      for (int i = 0; i < 16; i++, value += width) {
        values[index++] = value;
      }
    }
    return values;
  }

  /** Folds a sample to its magnitude by one's complement, as G.191 does. */
  private static int fold(int pcm) {
    return pcm < 0 ? -1 - pcm : pcm;
  }

  private static int intervalOf(int[] decisions, int magnitude) {
    int interval = 0;
    while (interval + 1 < decisions.length && decisions[interval + 1] <= magnitude) {
      interval++;
    }
    return interval;
  }
}
