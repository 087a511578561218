package io.boxwire.api;

import java.nio.ByteBuffer;

/**
 * What a decoder must know of a track before its first frame, where the frames do not say. An
 * assembler finds it in the stream's headers, a capture device knows it of its encoder; the codec
 * plugin makes the sample entry of it, and the muxer an edit. Immutable.
 */
public final class DecoderSetup {
  /** Nothing is to be known. */
  public static final DecoderSetup NONE = of(ByteBuffer.allocate(0));

  private final ByteBuffer configuration;
  private final long priming;

  private DecoderSetup(ByteBuffer configuration, long priming) {
    this.configuration = configuration;
    this.priming = priming;
  }

  /**
   * Makes a setup without priming.
   *
   * @param configuration what the codec's own headers say, in the form that its plugin names, such
   *     as an {@code AudioSpecificConfig} (ISO/IEC 14496-3 1.6.2.1) for AAC or an {@code OpusHead}
   *     (RFC 7845 5.1) for Opus; from position to limit, copied; possibly none
   * @return the setup
   */
  public static DecoderSetup of(ByteBuffer configuration) {
    ByteBuffer copy = ByteBuffer.allocate(configuration.remaining());
    return new DecoderSetup(copy.put(configuration.duplicate()).flip().asReadOnlyBuffer(), 0);
  }

  /**
   * The same setup with priming.
   *
   * @param ticks as {@link #priming()} gives them, at least 0
   * @return the setup
   */
  public DecoderSetup withPriming(long ticks) {
    if (ticks < 0) {
      throw new IllegalArgumentException("priming is at least 0: " + ticks);
    }
    return new DecoderSetup(configuration, ticks);
  }

  /**
   * What the codec's own headers say.
   *
   * @return a read-only view of its own position; empty if they say nothing
   */
  public ByteBuffer configuration() {
    return configuration.duplicate();
  }

  /**
   * How much of the track's beginning only gets the decoder going, and is not presented: the
   * encoder's delay. What is presented of the track begins so long after its first frame does.
   *
   * @return ticks of the track's timescale, at least 0
   */
  public long priming() {
    return priming;
  }
}
