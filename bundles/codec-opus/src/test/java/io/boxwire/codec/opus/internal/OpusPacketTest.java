package io.boxwire.codec.opus.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class OpusPacketTest {
  /** Table 2 of RFC 6716, in milliseconds times 10. */
  private static final int[] TENTHS = {
    100, 200, 400, 600, 100, 200, 400, 600, 100, 200, 400, 600, 100, 200, 100, 200, 25, 50, 100,
    200, 25, 50, 100, 200, 25, 50, 100, 200, 25, 50, 100, 200
  };

  @Test
  void duration_everyConfigurationAndCode_isThatOfTheTable() throws MediaException {
    for (int configuration = 0; configuration < 32; configuration++) {
      int samples = TENTHS[configuration] * 48 / 10;
      assertThat(duration(configuration << 3)).isEqualTo(samples);
      assertThat(duration(configuration << 3 | 1)).isEqualTo(2 * samples);
      assertThat(duration(configuration << 3 | 4 | 2)).isEqualTo(2 * samples);
      for (int frames = 0; frames < 64; frames++) {
        int toc = configuration << 3 | 3;
        if (frames > 0 && frames * samples <= 5760) {
          assertThat(duration(toc, frames | 0xc0)).isEqualTo(frames * samples);
        } else {
          int bad = frames;
          assertThatThrownBy(() -> duration(toc, bad)).isInstanceOf(MediaException.class);
        }
      }
    }
  }

  @Test
  void duration_cutPacket_isMalformed() {
    assertThatThrownBy(() -> duration()).hasMessageContaining("empty");
    assertThatThrownBy(() -> duration(3)).hasMessageContaining("frame count");
  }

  private static int duration(int... bytes) throws MediaException {
    ByteBuffer packet = ByteBuffer.allocate(bytes.length + 1).position(1);
    for (int value : bytes) {
      packet.put((byte) value);
    }
    return OpusPacket.duration(packet.position(1));
  }
}
