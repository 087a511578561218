package io.boxwire.itests.benchmarks.loops;

import io.boxwire.api.codec.PcmCoder;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.Random;
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

/** Coding and decoding of G.711, ten seconds at a time. Units are samples. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class G711Benchmark {
  private static final int SAMPLES = 80_000;
  private static final long SEED = 711;

  /** Which law. */
  @Param({"g711a", "g711u"})
  public String law;

  private final ShortBuffer pcm = ShortBuffer.allocate(SAMPLES);
  private final ByteBuffer coded = ByteBuffer.allocate(SAMPLES);
  private PcmCoder coder;

  /** Makes noise, which uses the whole range. */
  @Setup
  public void prepare() {
    coder = Clip.plugin(law).pcmCoder().orElseThrow();
    Random random = new Random(SEED);
    for (int i = 0; i < SAMPLES; i++) {
      pcm.put(i, (short) random.nextInt());
    }
    coder.encode(pcm.duplicate(), coded.duplicate());
  }

  /** From linear PCM. */
  @Benchmark
  public ByteBuffer encode(Volume volume) {
    coder.encode(pcm.clear(), coded.clear());
    volume.units += SAMPLES;
    return coded;
  }

  /** To linear PCM. */
  @Benchmark
  public ShortBuffer decode(Volume volume) {
    coder.decode(coded.clear(), pcm.clear());
    volume.units += SAMPLES;
    return pcm;
  }
}
