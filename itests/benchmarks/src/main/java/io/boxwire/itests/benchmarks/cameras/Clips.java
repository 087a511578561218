package io.boxwire.itests.benchmarks.cameras;

import io.boxwire.itests.benchmarks.harness.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The streams of the cameras, made by ffmpeg once. */
final class Clips {
  /**
   * How long they are before they begin anew. Whoever measures for this long, or a multiple of it,
   * meets as many bytes wherever in a clip a camera is.
   */
  static final int ROUND = 4;

  private static final String SECONDS = Integer.toString(ROUND);

  private Clips() {}

  /** 1080p30 of 4 Mbit/s with a sync picture each second, as cameras send it. */
  static Path video(Bench bench) throws IOException, InterruptedException {
    Path stream = bench.folder().resolve("camera.h264");
    if (Files.notExists(stream)) {
      bench
          .programs()
          .ffmpeg("-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=30,noise=alls=12:allf=t")
          .and("-t", SECONDS, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
          .and("-b:v", "4M", "-maxrate", "4M", "-bufsize", "4M", "-g", "30", "-bf", "0")
          .and(stream.toString())
          .timed();
    }
    return stream;
  }

  /** Small pictures, for what does not depend on their size. */
  static Path small(Bench bench) throws IOException, InterruptedException {
    Path stream = bench.folder().resolve("camera-small.h264");
    if (Files.notExists(stream)) {
      bench
          .programs()
          .ffmpeg("-f", "lavfi", "-i", "testsrc2=size=320x240:rate=30", "-t", SECONDS)
          .and("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
          .and("-b:v", "300k", "-g", "30", "-bf", "0", stream.toString())
          .timed();
    }
    return stream;
  }

  /** How large a second of a clip is. */
  static double bytesPerSecond(Path clip) throws IOException {
    return (double) Files.size(clip) / ROUND;
  }

  /** The same pictures with blocks of 40 ms of A-law, in a container that keeps the blocks. */
  static Path both(Bench bench) throws IOException, InterruptedException {
    Path file = bench.folder().resolve("camera.mkv");
    if (Files.notExists(file)) {
      bench
          .programs()
          .ffmpeg("-r", "30", "-i", video(bench).toString())
          .and("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=8000")
          .and("-af", "asetnsamples=320", "-t", SECONDS, "-c:v", "copy", "-c:a", "pcm_alaw")
          .and(file.toString())
          .timed();
    }
    return file;
  }
}
