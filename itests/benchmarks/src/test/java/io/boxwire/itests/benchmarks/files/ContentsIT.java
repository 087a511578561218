package io.boxwire.itests.benchmarks.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.Options;
import io.boxwire.itests.benchmarks.harness.Programs;
import io.boxwire.itests.benchmarks.harness.Report;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the comparison of outputs, on which every figure rests, can tell outputs apart. */
class ContentsIT {
  @TempDir Path folder;

  private Bench bench;

  @BeforeEach
  void makeBench() {
    Options options = new Options(List.of(), 1, 2, Optional.of(folder), folder);
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Report report = new Report(folder, nowhere);
    bench = new Bench(options, new Programs(List.of(), Map.of(), folder), report, nowhere);
  }

  private String digest(Job job, String... arguments) throws Exception {
    bench.clear();
    bench.programs().ffmpeg(arguments).and(job.output()).timed();
    return Contents.digest(bench, job);
  }

  @Test
  void digest_sameSamplesInOtherLayouts_same() throws Exception {
    String input = bench.media().mp4().toString();
    String[] copy = {"-i", input, "-c", "copy"};
    String[] fragments = {"-i", input, "-c", "copy", "-movflags", "frag_keyframe+empty_moov"};
    assertThat(digest(Job.REMUX, copy)).isEqualTo(digest(Job.REMUX, fragments));
    assertThat(digest(Job.DEMUX, "-i", input, "-c", "copy", "-f", "h264"))
        .isEqualTo(digest(Job.REMUX, copy));
  }

  @Test
  void digest_oneSampleLess_differs() throws Exception {
    String input = bench.media().mp4().toString();
    String whole = digest(Job.REMUX, "-i", input, "-c", "copy");
    assertThat(digest(Job.REMUX, "-i", input, "-c", "copy", "-frames:v", "49")).isNotEqualTo(whole);
    assertThat(digest(Job.REMUX, "-i", input, "-c", "copy", "-frames:v", "50")).isEqualTo(whole);
  }

  @Test
  void digest_otherSound_differs() throws Exception {
    String video = bench.media().mp4().toString();
    String sound = bench.media().alaw().toString();
    String[] both = {"-i", video, "-f", "alaw", "-ar", "8000", "-i", sound, "-c", "copy"};
    String whole = digest(Job.MUX_BOTH, with(both, "-f", "mov"));
    assertThat(digest(Job.MUX_BOTH, with(both, "-f", "mov"))).isEqualTo(whole);
    assertThat(digest(Job.MUX_BOTH, with(both, "-frames:a", "3", "-f", "mov"))).isNotEqualTo(whole);
  }

  private static String[] with(String[] arguments, String... more) {
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return all;
  }
}
