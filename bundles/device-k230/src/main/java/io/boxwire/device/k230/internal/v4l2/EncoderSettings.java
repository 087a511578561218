package io.boxwire.device.k230.internal.v4l2;

/**
 * What the encoder is asked for.
 *
 * @param codec the codec
 * @param bitrate bits a second
 * @param fps pictures a second that rate control reckons with
 * @param gop pictures from one sync picture to the next
 * @param profile of H.264; not looked at for H.265, of which it knows Main alone at 8 bits
 * @param buffers how many buffers each of its queues is to have
 */
record EncoderSettings(
    VideoCodec codec, int bitrate, int fps, int gop, Profile profile, int buffers) {

  /** Profiles of H.264, with their numbers in Video4Linux. */
  enum Profile {
    /** Baseline. */
    BASELINE(0),
    /** Main. */
    MAIN(2),
    /** High. */
    HIGH(4);

    private final int number;

    Profile(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }
}
