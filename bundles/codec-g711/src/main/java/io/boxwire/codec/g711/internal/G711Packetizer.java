package io.boxwire.codec.g711.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.SampleSink;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Makes one sample of each block. Whether its configuration was reported is all it remembers.
 *
 * <p>Where the timescale is not the sampling rate, a block need not last a whole number of ticks.
 * Its duration is rounded up then: the next block, at its true time rounded to a tick, is never
 * later than that, so that no gap is seen where there is none. What is stored follows from the
 * times of the blocks, so that nothing adds up.
 */
final class G711Packetizer implements Packetizer {
  private final int channels;
  private final int sampleRate;
  private final int timescale;
  private final CodecConfiguration configuration;
  private boolean reported;

  G711Packetizer(String sampleEntry, TrackFormat format, Optional<CodecConfiguration> predecessor) {
    this.channels = format.channels();
    this.sampleRate = format.sampleRate();
    this.timescale = format.timescale();
    // The codec string of an entry without parameters is its type (RFC 6381, 3.3).
    this.configuration =
        CodecConfiguration.of(sampleEntry, sampleEntry).audio(channels, sampleRate).build();
    this.reported = predecessor.filter(configuration::equals).isPresent();
  }

  @Override
  public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
    int bytes = frame.size();
    if (bytes == 0 || bytes % channels != 0) {
      throw MediaException.of(
          MediaException.Code.BAD_FRAME,
          "track "
              + frame.track()
              + ", time "
              + frame.decodeTime()
              + ": a block of "
              + bytes
              + " bytes is no whole number of audio frames of "
              + channels
              + " channels");
    }
    if (!reported) {
      out.configuration(configuration);
      reported = true;
    }
    out.randomAccess(RandomAccess.SYNC);
    out.duration(ticks(bytes / channels));
    List<ByteBuffer> slices = frame.slices();
    for (int i = 0; i < slices.size(); i++) {
      out.bytes(slices.get(i));
    }
    return Outcome.SAMPLE;
  }

  /**
   * How long some audio frames last, rounded up. Both factors fit an int, so this can't overflow.
   */
  private long ticks(int audioFrames) {
    return ((long) audioFrames * timescale + sampleRate - 1) / sampleRate;
  }

  @Override
  public byte[] snapshot() {
    return new byte[0];
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
