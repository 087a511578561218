package io.boxwire.itests.benchmarks.loops;

import io.boxwire.api.Durability;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.itests.benchmarks.harness.ForgettingChannel;
import java.io.IOException;
import java.util.UUID;
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
 * Writing fragments with the checksum that proves each after a power cut, and without, as where
 * nothing is forced to storage. Nothing is forced here in either case: the channel has no storage.
 * Units are bytes of media.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SealBenchmark {
  private static final int REPETITIONS = 40;
  private static final UUID RECORDING = new UUID(1, 2);

  /** Whether each fragment bears a checksum. */
  @Param({"without", "with"})
  public String checksum;

  private Clip.Track track;
  private MuxerOptions options;

  /** Cuts the frames. */
  @Setup
  public void prepare() throws IOException {
    track = Clip.of("h264", REPETITIONS).cut();
    MuxerOptions.Builder builder = MuxerOptions.builder().layout(Layout.FRAGMENTED);
    options =
        checksum.equals("with")
            ? builder.durability(Durability.eachFragment()).fileId(RECORDING).build()
            : builder.durability(Durability.never()).build();
  }

  /** Writes a file into nothing. */
  @Benchmark
  public long write(Volume volume) throws IOException, InterruptedException {
    Sink sink = new Sink.Seekable(new ForgettingChannel());
    try (Muxer muxer = Clip.boxwire().muxers().open(sink, options)) {
      muxer.addTrack(track.format());
      for (Frame frame : track.frames()) {
        muxer.write(frame);
        volume.units += frame.size();
      }
      return muxer.statistics().samplesWritten();
    }
  }
}
