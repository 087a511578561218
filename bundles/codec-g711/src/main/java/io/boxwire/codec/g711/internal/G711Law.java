package io.boxwire.codec.g711.internal;

/**
 * The two companding laws of ITU-T G.711, applied to 16-bit linear PCM as the reference coder of
 * ITU-T G.191 applies them.
 *
 * <p>G.711 itself speaks of 13-bit (A-law) and 14-bit (mu-law) uniform PCM; G.191 takes those from
 * the upper bits of a 16-bit sample and folds negative values by one's complement, so that -1 and 0
 * share a magnitude. FFmpeg's encoder differs: it rounds to the nearest code instead.
 */
enum G711Law {
  /** A-law, ITU-T G.711 table 1: even bits inverted. */
  A {
    @Override
    byte compress(short pcm) {
      int magnitude = (pcm < 0 ? ~pcm : pcm) >> 4;
      int code = magnitude;
      if (magnitude >= 32) {
        int shift = 27 - Integer.numberOfLeadingZeros(magnitude);
        code = ((shift + 1) << 4) | ((magnitude >> shift) & 0x0f);
      }
      return (byte) ((pcm < 0 ? code : code | SIGN) ^ 0x55);
    }

    @Override
    short derive(int code) {
      int plain = code ^ 0x55;
      int segment = (plain >> 4) & 7;
      int middle = ((plain & 0x0f) << 4) + 8;
      int magnitude = segment == 0 ? middle : (middle + 256) << (segment - 1);
      return (short) ((code & SIGN) == 0 ? -magnitude : magnitude);
    }
  },

  /** Mu-law, ITU-T G.711 table 2: all bits inverted. */
  MU {
    @Override
    byte compress(short pcm) {
      int biased = Math.min(((pcm < 0 ? ~pcm : pcm) >> 2) + BIAS, LARGEST);
      int segment = 26 - Integer.numberOfLeadingZeros(biased);
      int code = (segment << 4) | ((biased >> (segment + 1)) & 0x0f);
      return (byte) ~(pcm < 0 ? code | SIGN : code);
    }

    @Override
    short derive(int code) {
      int plain = ~code;
      int segment = (plain >> 4) & 7;
      int biased = (((plain & 0x0f) << 1) + BIAS) << segment;
      int magnitude = (biased - BIAS) << 2;
      return (short) ((plain & SIGN) == 0 ? magnitude : -magnitude);
    }
  };

  private static final int SIGN = 0x80;

  /** What mu-law adds to a 14-bit magnitude, so that every segment starts at a power of two. */
  private static final int BIAS = 33;

  /** The largest biased magnitude that mu-law can express. */
  private static final int LARGEST = 0x1fff;

  private final short[] linear = new short[256];

  G711Law() {
    for (int code = 0; code < linear.length; code++) {
      linear[code] = derive(code);
    }
  }

  /**
   * Compresses one sample.
   *
   * @param pcm linear PCM, full 16-bit range
   * @return the code as it is transmitted
   */
  abstract byte compress(short pcm);

  /**
   * Expands one code.
   *
   * @param code a code as it is transmitted
   * @return linear PCM, the middle of the interval that compresses to this code
   */
  final short expand(byte code) {
    return linear[code & 0xff];
  }

  abstract short derive(int code);
}
