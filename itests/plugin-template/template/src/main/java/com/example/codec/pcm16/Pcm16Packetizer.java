package com.example.codec.pcm16;

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

/** Makes one sample of each block. Whether its configuration was reported is all it remembers. */
final class Pcm16Packetizer implements Packetizer {
  private final int bytesPerFrame;
  private final int sampleRate;
  private final int timescale;
  private final CodecConfiguration configuration;
  private boolean reported;

  Pcm16Packetizer(TrackFormat format, Optional<CodecConfiguration> predecessor) {
    this.bytesPerFrame = format.channels() * Pcm16Codec.SAMPLE_BYTES;
    this.sampleRate = format.sampleRate();
    this.timescale = format.timescale();
    this.configuration =
        CodecConfiguration.of(Pcm16Codec.ENTRY, Pcm16Codec.ENTRY)
            .boxes(List.of(PcmConfiguration.pcm16()))
            .audio(format.channels(), sampleRate)
            .build();
    this.reported = predecessor.filter(configuration::equals).isPresent();
  }

  @Override
  public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
    int bytes = frame.size();
    // All that can fail comes first: a frame that is refused leaves no trace.
    if (bytes == 0 || bytes % bytesPerFrame != 0) {
      throw MediaException.of(
          MediaException.Code.BAD_FRAME,
          "track %d, time %d: %d bytes are no whole number of audio frames of %d"
              .formatted(frame.track(), frame.decodeTime(), bytes, bytesPerFrame));
    }
    if (!reported) {
      out.configuration(configuration);
      reported = true;
    }
    out.randomAccess(RandomAccess.SYNC);
    out.duration(ticks(bytes / bytesPerFrame));
    for (ByteBuffer slice : frame.slices()) {
      out.bytes(slice);
    }
    return Outcome.SAMPLE;
  }

  /** How long some audio frames last, rounded up: a gap is not seen where there is none. */
  private long ticks(int audioFrames) {
    return ((long) audioFrames * timescale + sampleRate - 1) / sampleRate;
  }

  @Override
  public byte[] snapshot() {
    return new byte[0]; // the configuration, which a successor is given, says it all
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
