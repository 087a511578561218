package io.boxwire.device.k230.internal.builtin;

import io.boxwire.api.Frame;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.PcmCoder;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/**
 * A beep of 100 ms in every second, coded to G.711, and silence in between, in blocks of 40 ms: at
 * 8 kHz, 320 samples, as the board delivers them. A beep starts with the first sample at or after
 * the capture time of the picture that begins the second.
 *
 * <p>A block is a slice of one coded piece of sound: a block of silence, the beep, a block of
 * silence. Whatever part of a beep a block holds, it is there in one piece.
 */
final class Beeper implements CaptureSource {
  /** Blocks a second; a sampling rate has to be a multiple of it. */
  static final int BLOCK_RATE = 25;

  /** Beeps last a second divided by this. */
  static final int BEEP_RATE = 10;

  /** A quarter of full scale. */
  private static final int AMPLITUDE = 8192;

  private final TrackFormat format;
  private final PictureTimes times;
  private final SharedPayload owner;
  private final ByteBuffer sound;
  private final int blockLength;
  private final int beepLength;
  private final long firstTicks;
  private long next;

  /**
   * Codes the beep.
   *
   * @param format a G.711 format; its sampling rate is a multiple of {@link #BLOCK_RATE}
   * @param options the frequency, and the picture that comes first
   * @param times when pictures are captured
   * @param coder codes to one byte a sample
   */
  Beeper(
      TrackFormat format,
      BuiltinOptions options,
      PictureTimes times,
      PcmCoder coder,
      SharedPayload owner) {
    this.format = format;
    this.times = times;
    this.owner = owner;
    this.blockLength = format.sampleRate() / BLOCK_RATE;
    this.beepLength = format.sampleRate() / BEEP_RATE;
    this.sound = coded(options.tone(), coder);
    this.firstTicks = times.at(options.picture());
    this.next = sampleAt(firstTicks);
  }

  private ByteBuffer coded(int frequency, PcmCoder coder) {
    int length = 2 * blockLength + beepLength;
    ShortBuffer pcm = ShortBuffer.allocate(length * format.channels());
    for (int i = 0; i < beepLength; i++) {
      double angle = 2 * Math.PI * frequency * i / format.sampleRate();
      for (int channel = 0; channel < format.channels(); channel++) {
        pcm.put(
            (blockLength + i) * format.channels() + channel,
            (short) Math.round(AMPLITUDE * Math.sin(angle)));
      }
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(pcm.capacity());
    coder.encode(pcm, bytes);
    return bytes.flip();
  }

  @Override
  public TrackFormat format() {
    return format;
  }

  @Override
  public long due() {
    return PictureTimes.nanos(next + blockLength, format.sampleRate())
        - PictureTimes.nanos(firstTicks, times.timescale());
  }

  @Override
  public Frame next(int track) {
    int channels = format.channels();
    ByteBuffer block = sound.slice(offset() * channels, blockLength * channels).asReadOnlyBuffer();
    long time = (long) CLOCK_AT_START * format.sampleRate() + next;
    next += blockLength;
    owner.retain();
    return Frame.on(track)
        .time(time)
        .duration(blockLength)
        .randomAccess(RandomAccess.SYNC)
        .payload(block)
        .transferred(owner)
        .build();
  }

  @Override
  public long dropBefore(long nanos) {
    long before = next;
    while (due() < nanos) {
      next += blockLength;
    }
    return (next - before) / blockLength;
  }

  /** Where the next block begins in the sound; at its beginning where it holds no beep. */
  private int offset() {
    long second = next / format.sampleRate();
    // At one picture a second, a second's first picture may come as late as in the next.
    for (long s = Math.max(0, second - 2); s <= second + 1; s++) {
      long behind = next - sampleAt(times.at(times.firstOf(s)));
      if (behind > -blockLength && behind < beepLength) {
        return (int) (blockLength + behind);
      }
    }
    return 0;
  }

  /** The first sample at or after a time of the pictures. */
  private long sampleAt(long ticks) {
    return -Math.floorDiv(-ticks * format.sampleRate(), times.timescale());
  }
}
