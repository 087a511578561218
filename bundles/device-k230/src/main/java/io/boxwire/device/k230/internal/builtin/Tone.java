package io.boxwire.device.k230.internal.builtin;

import io.boxwire.api.Frame;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.PcmCoder;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/** A tone coded to G.711, in blocks of 40 ms: at 8 kHz, 320 samples, as the board delivers them. */
final class Tone implements CaptureSource {
  /** Blocks a second; a sampling rate has to be a multiple of it. */
  static final int BLOCK_RATE = 25;

  /** A quarter of full scale. */
  private static final int AMPLITUDE = 8192;

  private final TrackFormat format;
  private final SharedPayload owner;
  private final ByteBuffer[] second = new ByteBuffer[BLOCK_RATE];
  private final int blockLength;
  private long delivered;

  /**
   * Codes one second of the tone.
   *
   * @param format a G.711 format; its sampling rate is a multiple of {@link #BLOCK_RATE}
   * @param frequency hertz; 0 for silence
   * @param coder codes to one byte a sample
   */
  Tone(TrackFormat format, int frequency, PcmCoder coder, SharedPayload owner) {
    this.format = format;
    this.owner = owner;
    int rate = format.sampleRate();
    this.blockLength = rate / BLOCK_RATE;
    ShortBuffer pcm = ShortBuffer.allocate(rate * format.channels());
    for (int i = 0; i < rate; i++) {
      short sample = (short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * frequency * i / rate));
      for (int channel = 0; channel < format.channels(); channel++) {
        pcm.put(sample);
      }
    }
    ByteBuffer coded = ByteBuffer.allocateDirect(rate * format.channels());
    coder.encode(pcm.flip(), coded);
    int blockBytes = blockLength * format.channels();
    for (int block = 0; block < BLOCK_RATE; block++) {
      second[block] = coded.slice(block * blockBytes, blockBytes).asReadOnlyBuffer();
    }
  }

  @Override
  public TrackFormat format() {
    return format;
  }

  @Override
  public long due() {
    return (delivered + 1) * 1_000_000_000L / BLOCK_RATE;
  }

  @Override
  public Frame next(int track) {
    ByteBuffer block = second[(int) (delivered % BLOCK_RATE)];
    long time = (long) CLOCK_AT_START * format.sampleRate() + delivered++ * blockLength;
    owner.retain();
    return Frame.on(track)
        .time(time)
        .duration(blockLength)
        .randomAccess(RandomAccess.SYNC)
        .payload(block)
        .transferred(owner)
        .build();
  }
}
