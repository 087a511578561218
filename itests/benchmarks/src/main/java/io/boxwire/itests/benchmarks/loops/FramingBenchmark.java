package io.boxwire.itests.benchmarks.loops;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.api.codec.SampleSink;
import io.boxwire.bitstream.NalFraming;
import io.boxwire.bitstream.NalUnits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Start codes to lengths, and lengths to start codes. Units are bytes of media. The way in searches
 * them all; the way out follows the lengths, and so is faster the longer the frames are.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FramingBenchmark {
  private static final int REPETITIONS = 40;

  /** Which codec. */
  @Param({"h264", "h265"})
  public String codec;

  private final List<ByteBuffer> samples = new ArrayList<>();
  private final NalUnits units = new NalUnits();
  private final Pieces pieces = new Pieces();
  private Clip.Track track;
  private Packetizer packetizer;

  /** Cuts the frames, and makes samples of them. */
  @Setup
  public void prepare() throws IOException {
    Clip clip = Clip.of(codec, REPETITIONS);
    track = clip.cut();
    packetizer = clip.plugin().newPacketizer(PacketizerContext.of(track.format()));
    for (Frame frame : track.frames()) {
      ByteBuffer payload = frame.payload();
      units.parseAnnexB(payload);
      ByteBuffer sample = ByteBuffer.allocateDirect((int) units.bytes() + 4 * units.size());
      for (int i = 0; i < units.size(); i++) {
        sample.putInt(units.length(i)).put(units.slice(payload, i));
      }
      samples.add(sample.flip());
    }
  }

  /** The packetizer, as the muxer calls it: it names the pieces, and copies none. */
  @Benchmark
  public long toLengths(Volume volume) throws MediaException {
    for (Frame frame : track.frames()) {
      packetizer.packetize(frame, pieces);
      volume.units += frame.size();
    }
    return pieces.bytes;
  }

  /** As the demuxer does it, in place; then the lengths again, for the next time. */
  @Benchmark
  public int toStartCodes(Volume volume) throws MediaException {
    int rewritten = 0;
    for (ByteBuffer sample : samples) {
      units.parseLengthPrefixed(sample, 4);
      rewritten += NalFraming.rewriteToAnnexB(sample, units) ? 1 : 0;
      for (int i = 0; i < units.size(); i++) {
        sample.putInt(units.offset(i) - 4, units.length(i));
      }
      volume.units += sample.remaining();
    }
    return rewritten;
  }

  private static final class Pieces implements SampleSink {
    private long bytes;

    @Override
    public void bytes(ByteBuffer piece) {
      bytes += piece.remaining();
    }

    @Override
    public void bytes(ByteBuffer data, int index, int length) {
      bytes += length;
    }

    @Override
    public void nalUnit(ByteBuffer data, int index, int length) {
      bytes += 4L + length;
    }

    @Override
    public void randomAccess(RandomAccess kind) {
      bytes += kind.ordinal();
    }

    @Override
    public void rollDistance(int samples) {
      bytes += samples;
    }

    @Override
    public void duration(long ticks) {
      bytes += ticks;
    }

    @Override
    public void configuration(CodecConfiguration configuration) {
      bytes++;
    }
  }
}
