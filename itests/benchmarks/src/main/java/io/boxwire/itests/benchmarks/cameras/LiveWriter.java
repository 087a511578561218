package io.boxwire.itests.benchmarks.cameras;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.itests.benchmarks.harness.ForgettingChannel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes the frames of a camera at their times into a fragmented file, and says of each how long it
 * took until the file had it: a line {@code milliseconds milliseconds}, from its own call and from
 * the call that made its chunk complete.
 */
final class LiveWriter {
  private static final int WARMING = 6_000;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final double MILLI = 1e6;

  private final Footage footage;
  private final Boxwire boxwire;
  private final MuxerOptions options;
  private final boolean sound;
  private int video;
  private int audio;
  private long blocks;

  private LiveWriter(Path stream, long chunkMillis, boolean sound) throws IOException {
    this.boxwire = Boxwire.load(LiveWriter.class.getClassLoader());
    this.footage = Footage.of(boxwire.codecs(), stream);
    this.sound = sound;
    MuxerOptions.Builder builder = MuxerOptions.builder().layout(Layout.FRAGMENTED);
    if (chunkMillis > 0) {
      builder.chunkDuration(Duration.ofMillis(chunkMillis));
    }
    this.options = builder.build();
  }

  /**
   * Runs it.
   *
   * @param arguments stream that the camera sees, file, milliseconds of a chunk, 1 if there is
   *     sound, megabytes a second of garbage, seconds
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    LiveWriter live =
        new LiveWriter(
            Path.of(arguments[0]), Long.parseLong(arguments[2]), arguments[3].equals("1"));
    Path file = Path.of(arguments[1]);
    live.warmUp();
    Litter litter = new Litter(Integer.parseInt(arguments[4]));
    litter.start();
    live.run(file, Integer.parseInt(arguments[5]) * Footage.FRAMES_A_SECOND);
    litter.end();
    Files.delete(file);
  }

  /** A recording runs for days: the compilers have done their work. */
  private void warmUp() throws IOException, InterruptedException {
    try (Muxer muxer = open(new Sink.Seekable(new ForgettingChannel()))) {
      for (int i = 0; i < WARMING; i++) {
        write(muxer, i);
      }
    }
  }

  private Muxer open(Sink sink) throws IOException {
    Muxer muxer = boxwire.muxers().open(sink, options);
    video = muxer.addTrack(footage.video());
    audio = sound ? muxer.addTrack(footage.audio()) : 0;
    blocks = 0;
    return muxer;
  }

  private void run(Path file, int frames) throws IOException, InterruptedException {
    long[] begun = new long[frames];
    Muxer muxer = open(new Sink.File(file));
    try (FileWatch watch = new FileWatch(file, video, frames)) {
      watch.start();
      double from = uptime();
      long start = System.nanoTime();
      for (int i = 0; i < frames; i++) {
        await(start + i * SECOND / Footage.FRAMES_A_SECOND);
        begun[i] = System.nanoTime();
        write(muxer, i);
      }
      watch.end();
      System.out.println("uptime " + from + " " + uptime());
      print(begun, watch);
    }
    muxer.close();
  }

  private static double uptime() {
    return ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
  }

  private static void print(long[] begun, FileWatch watch) {
    int first = 0;
    for (FileWatch.Sight sight : watch.sights()) {
      // The frame behind those that are there made their chunk complete.
      long completed = begun[Math.min(sight.frames(), begun.length - 1)];
      for (int i = first; i < sight.frames(); i++) {
        System.out.println(
            (sight.nanos() - begun[i]) / MILLI + " " + (sight.nanos() - completed) / MILLI);
      }
      first = sight.frames();
    }
  }

  private static void await(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Writes a picture, and the blocks of sound that come before the next one. */
  private void write(Muxer muxer, int number) throws IOException, InterruptedException {
    Footage.Picture picture = footage.pictures().get(number % footage.pictures().size());
    long time = (long) number * (Footage.VIDEO_TIMESCALE / Footage.FRAMES_A_SECOND);
    muxer.write(
        Frame.on(video)
            .time(time)
            .slices(picture.payload())
            .randomAccess(picture.access())
            .build());
    while (sound
        && blocks * Footage.BLOCK * Footage.FRAMES_A_SECOND <= (long) number * Footage.AUDIO_RATE) {
      muxer.write(Frame.on(audio).time(blocks * Footage.BLOCK).payload(footage.block()).build());
      blocks++;
    }
  }

  /** Throws memory away at a steady rate. */
  private static final class Litter extends Thread {
    private static final int PIECE = 1 << 12;

    private final long pauseNanos;
    private volatile boolean ended;
    private volatile byte[] last = {};

    Litter(int megabytes) {
      super("litter");
      setDaemon(true);
      this.pauseNanos = megabytes == 0 ? 0 : SECOND * 256 * PIECE / (megabytes * 1_000_000L);
    }

    @Override
    public void run() {
      while (pauseNanos > 0 && !ended) {
        for (int i = 0; i < 256; i++) {
          last = new byte[PIECE];
        }
        LockSupport.parkNanos(pauseNanos);
      }
    }

    void end() {
      ended = true;
    }
  }
}
