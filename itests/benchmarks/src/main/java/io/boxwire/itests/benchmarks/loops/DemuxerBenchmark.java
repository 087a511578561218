package io.boxwire.itests.benchmarks.loops;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.Sink;
import io.boxwire.api.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Reading a file of 6000 samples, which lies in the page cache. One operation is one sample. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DemuxerBenchmark {
  private static final int REPETITIONS = 100;
  private static final int FRAMES = REPETITIONS * 60;

  /** How the file is laid out. */
  @Param({"PROGRESSIVE", "FRAGMENTED"})
  public Layout layout;

  private DemuxerFactory demuxers;
  private Path file;

  /** Makes the file. */
  @Setup
  public void prepare() throws IOException, InterruptedException {
    demuxers = Clip.boxwire().demuxers();
    Path folder = Files.createTempDirectory("boxwire-benchmark");
    file = folder.resolve("in.mp4");
    Clip.Track track = Clip.of("h264", REPETITIONS).cut();
    MuxerOptions options = MuxerOptions.of(layout);
    try (Muxer muxer = Clip.boxwire().muxers().open(new Sink.File(file), options)) {
      muxer.addTrack(track.format());
      for (Frame frame : track.frames()) {
        muxer.write(frame);
      }
    }
  }

  /** Removes it. */
  @TearDown
  public void remove() throws IOException {
    Files.delete(file);
    Files.delete(file.getParent());
  }

  /** Walks the sample tables or fragments, without a payload. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public long cursor() throws IOException {
    try (Demuxer demuxer = open(PayloadForm.STORED)) {
      long bytes = 0;
      SampleCursor samples = demuxer.samples(1);
      while (samples.next()) {
        bytes += samples.size();
      }
      return bytes;
    }
  }

  /** Reads frames whose payloads stay in the file, as for a remux. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public void stored(Blackhole sink) throws IOException {
    read(PayloadForm.STORED, sink);
  }

  /** Reads frames as byte streams with start codes. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public void stream(Blackhole sink) throws IOException {
    read(PayloadForm.STREAM, sink);
  }

  private void read(PayloadForm form, Blackhole sink) throws IOException {
    try (Demuxer demuxer = open(form)) {
      for (Optional<Frame> frame = demuxer.read(); frame.isPresent(); frame = demuxer.read()) {
        sink.consume(frame.get());
      }
    }
  }

  private Demuxer open(PayloadForm form) throws IOException {
    return demuxers.open(new Source.File(file), DemuxerOptions.of(form));
  }
}
