package io.boxwire.itests.benchmarks.loops;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.codec.Assembler;
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
import org.openjdk.jmh.infra.Blackhole;

/** Cutting a byte stream into access units. One operation is one frame. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AssemblerBenchmark {
  private static final int REPETITIONS = 50;
  private static final int FRAMES = REPETITIONS * 60;
  private static final int WINDOW = 1 << 20;

  /** Which codec. */
  @Param({"h264", "h265"})
  public String codec;

  private Clip clip;

  /** Repeats the clip, and makes sure of its number of frames. */
  @Setup
  public void prepare() throws IOException {
    clip = Clip.of(codec, REPETITIONS);
    int frames = clip.cut().frames().size();
    if (frames != FRAMES) {
      throw new IllegalStateException(frames + " frames, not " + FRAMES);
    }
  }

  /** Cuts the stream, window by window, as it comes from a file. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public void assemble(Blackhole sink) throws MediaException {
    Assembler assembler = clip.assembler();
    Assembler.Receiver frames = (Frame frame) -> sink.consume(frame);
    ByteBuffer stream = clip.stream().duplicate();
    int end = stream.limit();
    while (end - stream.position() > WINDOW) {
      stream.limit(stream.position() + WINDOW);
      assembler.assemble(stream, frames);
      stream.limit(end);
    }
    assembler.finish(stream, frames);
  }
}
