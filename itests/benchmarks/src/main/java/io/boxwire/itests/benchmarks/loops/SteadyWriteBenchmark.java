package io.boxwire.itests.benchmarks.loops;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.bitstream.NalUnits;
import io.boxwire.itests.benchmarks.harness.ForgettingChannel;
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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Writing frames into a muxer that has been at work for a while; {@code -prof gc} tells what each
 * allocates. The frames exist beforehand: what they cost is the caller's. One operation is one
 * frame, every 25th a sync sample.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = SteadyWriteBenchmark.WARMUPS)
@Measurement(iterations = 10)
@Fork(1)
public class SteadyWriteBenchmark {
  /** How many batches are written before any counts. */
  static final int WARMUPS = 60;

  /** How many batches there are frames for. */
  static final int BATCHES = 90;

  private static final int BATCH = 2_000;
  private static final int SYNC_EACH = 25;

  /** How many bytes of a real slice each one begins with, at most; the rest is filled up. */
  private static final int HEAD = 48;

  private static final int NAL_TYPE = 0x1f;
  private static final int SLICE = 1;
  private static final int IDR_SLICE = 5;
  private static final byte FILL = (byte) 0xa5;

  /** Bytes in each frame. */
  @Param({"100", "1000", "20000", "1000000"})
  public int size;

  /** How many slices, which are NAL units, a frame has. */
  @Param("1")
  public int slices;

  /** Which layout. */
  @Param({"PROGRESSIVE", "FAST_START", "FRAGMENTED", "HYBRID"})
  public Layout layout;

  /** Whether frames are lent or handed over. */
  @Param({"borrowed", "transferred"})
  public String ownership;

  private final List<Frame> frames = new ArrayList<>(BATCHES * BATCH);
  private Muxer muxer;
  private int next;

  /** Opens the file and makes the frames. */
  @Setup
  public void prepare() throws IOException, InterruptedException {
    Clip.Track track = Clip.of("h264", 1).cut();
    Frame first = track.frames().get(0);
    long step = track.frames().get(1).decodeTime() - first.decodeTime();
    muxer =
        Clip.boxwire()
            .muxers()
            .open(new Sink.Seekable(new ForgettingChannel()), MuxerOptions.of(layout));
    muxer.addTrack(track.format());
    muxer.write(first);
    ByteBuffer sync = filled(first.payload(), IDR_SLICE);
    ByteBuffer other = filled(track.frames().get(1).payload(), SLICE);
    for (int i = 1; i <= BATCHES * BATCH; i++) {
      ByteBuffer payload = (i % SYNC_EACH == 0 ? sync : other).duplicate();
      Frame.Builder frame =
          Frame.on(first.track()).time(first.decodeTime() + i * step).payload(payload);
      frames.add(
          ownership.equals("transferred")
              ? frame.transferred(Unowned.INSTANCE).build()
              : frame.build());
    }
  }

  private ByteBuffer filled(ByteBuffer frame, int type) throws MediaException {
    NalUnits units = new NalUnits().parseAnnexB(frame);
    for (int i = 0; i < units.size(); i++) {
      ByteBuffer unit = units.slice(frame, i);
      if ((unit.get(unit.position()) & NAL_TYPE) == type) {
        ByteBuffer filled = ByteBuffer.allocateDirect(size);
        int end = Math.min(unit.limit(), unit.position() + Math.min(HEAD, size / slices - 4));
        for (int slice = 1; slice <= slices; slice++) {
          filled.limit(size / slices * slice).putInt(1).put(unit.duplicate().limit(end));
          while (filled.hasRemaining()) {
            filled.put(FILL);
          }
        }
        return filled.flip();
      }
    }
    throw new IllegalStateException("no slice of type " + type);
  }

  /** Writes a batch. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long write() throws MediaException, InterruptedException {
    for (int end = next + BATCH; next < end; next++) {
      muxer.write(frames.get(next));
    }
    return muxer.statistics().samplesWritten();
  }

  /** Closes the file. */
  @TearDown
  public void close() throws MediaException {
    muxer.close();
  }
}
