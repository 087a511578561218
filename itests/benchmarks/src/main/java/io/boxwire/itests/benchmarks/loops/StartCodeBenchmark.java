package io.boxwire.itests.benchmarks.loops;

import io.boxwire.bitstream.StartCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
 * The search for start codes in 4 MiB of H.264, and what it is held against: the same search byte
 * by byte, and two loops of the JDK that the virtual machine replaces by vector code. Units are
 * bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StartCodeBenchmark {
  /** How much is searched. */
  static final int BYTES = 4 << 20;

  private static final int REPETITIONS = 40;

  /** Where the stream lies. */
  @Param({"direct", "heap"})
  public String memory;

  private ByteBuffer stream;
  private byte[] array;
  private byte[] copy;
  private String text;

  /** Some H.264, as the command line's yardsticks search it too. */
  static ByteBuffer media() throws IOException {
    return Clip.of("h264", REPETITIONS).stream().limit(BYTES);
  }

  /** Makes the stream, and the same without a byte of 1. */
  @Setup
  public void prepare() throws IOException {
    ByteBuffer clip = media();
    array = new byte[BYTES];
    clip.duplicate().get(array);
    copy = array.clone();
    stream = memory.equals("heap") ? ByteBuffer.wrap(array) : clip;
    text = new String(withoutOnes(array), StandardCharsets.ISO_8859_1);
  }

  /** The same bytes, but 2 where there was a 1. */
  static byte[] withoutOnes(byte[] bytes) {
    byte[] changed = bytes.clone();
    for (int i = 0; i < changed.length; i++) {
      changed[i] = changed[i] == 1 ? 2 : changed[i];
    }
    return changed;
  }

  /** Finds all start codes as Boxwire does. */
  @Benchmark
  public int find(Volume volume) {
    int found = 0;
    for (int at = StartCodes.find(stream, 0, BYTES);
        at >= 0;
        at = StartCodes.find(stream, at + StartCodes.PREFIX, BYTES)) {
      found++;
    }
    volume.units += BYTES;
    return found;
  }

  /** Finds all start codes, looking at each byte. */
  @Benchmark
  public int byteByByte(Volume volume) {
    int found = 0;
    int zeros = 0;
    for (int i = 0; i < BYTES; i++) {
      byte value = stream.get(i);
      if (value == 1 && zeros >= 2) {
        found++;
      }
      zeros = value == 0 ? zeros + 1 : 0;
    }
    volume.units += BYTES;
    return found;
  }

  /** Looks for a byte that is not there, as {@code memchr} does: {@code String.indexOf}. */
  @Benchmark
  public int indexOf(Volume volume) {
    volume.units += BYTES;
    return text.indexOf(1);
  }

  /** Compares with a copy, by vectors: {@code Arrays.mismatch}. */
  @Benchmark
  public int mismatch(Volume volume) {
    volume.units += BYTES;
    return Arrays.mismatch(array, copy);
  }
}
