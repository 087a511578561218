package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.device.k230.internal.device.FrameQueue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Captures sound in blocks of 40 ms, as the board's own software does, and codes it.
 *
 * <p>When a block was captured is reckoned from how much has been captured since: at the moment
 * before it is read, its first sample is as old as everything that waits to be read. So it does not
 * matter if the thread gets its turn late. The first blocks only tell the time and are not passed
 * on: a fifth of a second, in which most microphones crackle anyway.
 */
final class Microphone implements Worker.Task {
  /** Blocks a second. */
  static final int BLOCK_RATE = 25;

  private static final int BYTES_PER_SAMPLE = 2;
  private static final int SETTLING_BLOCKS = 5;
  private static final int LOOK_MILLIS = 10;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final PcmLine line;
  private final TrackFormat format;
  private final int track;
  private final G711Table table;
  private final PicturePool pool;
  private final FrameQueue queue;
  private final Duration stall;
  private final LongSupplier nanoTime;
  private final AudioClock clock;
  private final byte[] block;
  private int settling = SETTLING_BLOCKS;

  /**
   * Makes a microphone.
   *
   * @param line open, not started
   * @param format of the track; its rate is a multiple of {@link #BLOCK_RATE}
   * @param track number of the track
   * @param stall how long nothing may come before it counts as failed
   * @param nanoTime the monotonic clock
   */
  Microphone(
      PcmLine line,
      TrackFormat format,
      int track,
      G711Table table,
      PicturePool pool,
      FrameQueue queue,
      Duration stall,
      LongSupplier nanoTime) {
    this.line = line;
    this.format = format;
    this.track = track;
    this.table = table;
    this.pool = pool;
    this.queue = queue;
    this.stall = stall;
    this.nanoTime = nanoTime;
    this.clock = new AudioClock(format.sampleRate());
    this.block = new byte[samplesPerBlock() * bytesPerFrame()];
  }

  private int samplesPerBlock() {
    return format.sampleRate() / BLOCK_RATE;
  }

  private int bytesPerFrame() {
    return format.channels() * BYTES_PER_SAMPLE;
  }

  @Override
  public String device() {
    return line.name();
  }

  @Override
  public void capture(CountDownLatch stop) throws MediaException, InterruptedException {
    line.start();
    int looks = 0;
    while (stop.getCount() > 0) {
      int available = line.available();
      if (available >= block.length) {
        looks = 0;
        long age = available / bytesPerFrame() * NANOS_PER_SECOND / format.sampleRate();
        deliver(nanoTime.getAsLong() - age);
      } else if (looks++ * LOOK_MILLIS > stall.toMillis()) {
        // Looks are counted, since a thread that got no turn has not seen the line do nothing.
        throw MediaException.of(
            Code.DEVICE_FAILED, line.name() + ": no sound for " + stall.toMillis() / 1000.0 + " s");
      } else {
        stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  private void deliver(long arrival) throws MediaException {
    int read = line.read(block, 0, block.length);
    if (read != block.length) {
      throw MediaException.of(
          Code.DEVICE_FAILED, line.name() + " gave " + read + " of " + block.length + " bytes");
    }
    long lostBefore = clock.lost();
    long time = clock.next(samplesPerBlock(), arrival);
    if (settling > 0) {
      settling--;
      if (settling == 0) {
        clock.settle();
      }
      return;
    }
    countLost(clock.lost() - lostBefore);
    int coded = samplesPerBlock() * format.channels();
    PicturePool.Lease lease = pool.lend(coded);
    ByteBuffer bytes = lease.memory();
    table.encode(block, coded, bytes);
    queue.put(
        Frame.on(track)
            .time(time)
            .duration(samplesPerBlock())
            .randomAccess(RandomAccess.SYNC)
            .payload(bytes.flip())
            .transferred(lease)
            .build());
  }

  /** Counts samples that a full buffer lost as the blocks that they would have been. */
  private void countLost(long samples) {
    if (samples > 0) {
      queue.lost(FrameQueue.Loss.RAW, (samples + samplesPerBlock() - 1) / samplesPerBlock());
    }
  }

  @Override
  public void release() {
    line.close();
  }
}
