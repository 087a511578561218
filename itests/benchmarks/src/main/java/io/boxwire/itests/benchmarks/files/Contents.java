package io.boxwire.itests.benchmarks.files;

import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Holds outputs against each other, since the time of a program that leaves bytes out says nothing.
 */
final class Contents {
  private Contents() {}

  /**
   * A digest of what a job made: of all slices and audio samples in their order. Programs have
   * parameter sets in different places, which therefore do not count.
   */
  static String digest(Bench bench, Job job) throws IOException, InterruptedException {
    Path output = bench.folder().resolve(job.output());
    String slices =
        job.isH265()
            ? "hevc_mp4toannexb,filter_units=pass_types=0-31"
            : "h264_mp4toannexb,filter_units=pass_types=1-5";
    String video = hash(bench, output, "0:v", "-bsf:v", slices);
    return job == Job.MUX_BOTH ? video + hash(bench, output, "0:a") : video;
  }

  private static String hash(Bench bench, Path file, String stream, String... filter)
      throws IOException, InterruptedException {
    Command command =
        bench
            .programs()
            .ffmpeg("-i", file.toString(), "-map", stream, "-c", "copy")
            .and(filter)
            .and("-f", "hash", "-hash", "sha256", "-");
    return new String(command.output(), StandardCharsets.US_ASCII);
  }
}
