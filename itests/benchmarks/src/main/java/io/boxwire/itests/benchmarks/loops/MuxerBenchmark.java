package io.boxwire.itests.benchmarks.loops;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.itests.benchmarks.harness.ForgettingChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

/**
 * Packetizer and muxer, into a channel that forgets everything. One operation is one frame; {@code
 * -prof gc} tells how much each allocates.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MuxerBenchmark {
  private static final int REPETITIONS = 50;
  private static final int FRAMES = REPETITIONS * 60;

  /** Which codec. */
  @Param({"h264", "h265"})
  public String codec;

  /** Which layout. */
  @Param({"PROGRESSIVE", "FRAGMENTED"})
  public Layout layout;

  private MuxerFactory muxers;
  private Clip.Track track;

  /** Cuts the frames beforehand. */
  @Setup
  public void prepare() throws IOException {
    muxers = Clip.boxwire().muxers();
    track = Clip.of(codec, REPETITIONS).cut();
    if (track.frames().size() != FRAMES) {
      throw new IllegalStateException(track.frames().size() + " frames, not " + FRAMES);
    }
  }

  /** Writes frames that are lent, so that the muxer copies those it must keep. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public long borrowed() throws IOException, InterruptedException {
    return write(track.frames());
  }

  /** Writes frames that are handed over, so that nothing is copied. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public long transferred() throws IOException, InterruptedException {
    List<Frame> frames = new ArrayList<>(FRAMES);
    for (Frame frame : track.frames()) {
      frames.add(frame.toBuilder().transferred(Unowned.INSTANCE).build());
    }
    return write(frames);
  }

  private long write(List<Frame> frames) throws IOException, InterruptedException {
    Muxer muxer = muxers.open(new Sink.Seekable(new ForgettingChannel()), MuxerOptions.of(layout));
    try (muxer) {
      muxer.addTrack(track.format());
      for (Frame frame : frames) {
        muxer.write(frame);
      }
    }
    return muxer.statistics().samplesWritten();
  }
}
