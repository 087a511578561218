package io.boxwire.itests.benchmarks;

import io.boxwire.bitstream.StartCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The search for start codes. One operation is one MiB: a score of 1000 is a GiB a second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StartCodeBenchmark {
  private static final int MIB = 1 << 20;
  private static final int REPETITIONS = 40;

  /** Where the stream lies. */
  @Param({"direct", "heap"})
  public String memory;

  private ByteBuffer stream;

  /** Makes four MiB of H.264. */
  @Setup
  public void prepare() throws IOException {
    ByteBuffer clip = Clip.of("h264", REPETITIONS).stream().limit(4 * MIB);
    stream = memory.equals("heap") ? ByteBuffer.allocate(4 * MIB).put(clip).flip() : clip;
  }

  /** Finds all start codes. */
  @Benchmark
  @OperationsPerInvocation(4)
  public int find() {
    int found = 0;
    int end = stream.limit();
    for (int at = StartCodes.find(stream, 0, end);
        at >= 0;
        at = StartCodes.find(stream, at + StartCodes.PREFIX, end)) {
      found++;
    }
    return found;
  }
}
