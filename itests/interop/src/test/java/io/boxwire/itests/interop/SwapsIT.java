package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.boxwire.itests.ffmpeg.Ffmpeg;
import io.boxwire.itests.interop.SwapPlan.Claim;
import io.boxwire.itests.interop.SwapPlan.Gaps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Judges the files that were written while bundles were swapped, in whichever containers that was
 * done before: each frame that was offered is presented in one of them, by our demuxer and by
 * ffprobe, and ffmpeg decodes all of them.
 */
class SwapsIT {
  /** How many files ffmpeg is given at once. */
  private static final int BATCH = 20;

  private List<SwapPlan> plans;

  @BeforeEach
  void readPlans() throws IOException {
    plans = SwapPlan.all();
    assumeFalse(plans.isEmpty(), "nothing was swapped: the tests of no container ran before");
  }

  @Test
  void frames_offered_presentedOnce() throws IOException {
    for (SwapPlan plan : plans) {
      long frames = 0;
      for (Claim claim : plan.claims()) {
        List<List<NumberedFrame>> tracks = shown(claim.files());
        assertNumbers(plan, claim, "pictures", numbers(tracks.get(0)), claim.pictures());
        assertNumbers(plan, claim, "blocks", numbers(tracks.get(1)), claim.blocks());
        frames += claim.pictures() + claim.blocks();
      }
      System.out.println(plan + ": " + frames + " frames presented once");
    }
  }

  @Test
  void frames_offered_presentedOnceToFfprobe() throws IOException {
    for (SwapPlan plan : plans) {
      for (Claim claim : plan.claims()) {
        List<Long> pictures = new ArrayList<>();
        List<Long> blocks = new ArrayList<>();
        for (Path file : claim.files()) {
          pictures.addAll(NumberedFrame.shownToFfprobe(file, 0));
          blocks.addAll(NumberedFrame.shownToFfprobe(file, 1));
        }
        assertNumbers(plan, claim, "pictures to ffprobe", pictures, claim.pictures());
        assertNumbers(plan, claim, "blocks to ffprobe", blocks, claim.blocks());
      }
    }
  }

  @Test
  void tracks_besideThoseOfAnUndisturbedRun_sameFrames() throws IOException {
    for (SwapPlan plan : plans) {
      for (Claim claim : plan.claims()) {
        if (!claim.like().isEmpty()) {
          List<List<NumberedFrame>> undisturbed = shown(claim.like());
          List<List<NumberedFrame>> swapped = shown(claim.files());
          if (claim.cut()) {
            assertThat(hashes(swapped)).as("%s %s", plan, claim).isEqualTo(hashes(undisturbed));
          } else {
            assertThat(swapped).as("%s %s", plan, claim).isEqualTo(undisturbed);
          }
        }
      }
    }
  }

  @Test
  void frames_missing_reported() throws IOException {
    for (SwapPlan plan : plans) {
      for (Gaps gaps : plan.gaps()) {
        long missing = 0;
        for (List<NumberedFrame> track : shown(gaps.files())) {
          List<Long> numbers = numbers(track);
          assertThat(numbers).as("%s %s", plan, gaps).doesNotHaveDuplicates().isNotEmpty();
          long first = numbers.stream().min(Long::compare).orElseThrow();
          long last = numbers.stream().max(Long::compare).orElseThrow();
          missing += last - first + 1 - numbers.size();
        }
        assertThat(missing).as("%s %s: %s", plan, gaps, gaps.events()).isEqualTo(gaps.reported());
        System.out.println(plan + " " + gaps + ": " + missing + " frames missing and reported");
      }
    }
  }

  @Test
  void files_endedByAnError_beginWithTheFirstFrame() throws IOException {
    for (SwapPlan plan : plans) {
      for (Path file : plan.ended()) {
        for (List<NumberedFrame> track : shown(List.of(file))) {
          List<Long> expected = LongStream.range(0, track.size()).boxed().toList();
          assertThat(numbers(track)).as("%s", file).isNotEmpty().isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void files_all_decoded() {
    for (SwapPlan plan : plans) {
      List<Path> files = plan.files();
      for (int at = 0; at < files.size(); at += BATCH) {
        decode(plan, files.subList(at, Math.min(files.size(), at + BATCH)));
      }
      System.out.println(plan + ": " + files.size() + " files decoded");
    }
  }

  private static void decode(SwapPlan plan, List<Path> files) {
    List<Object> arguments = new ArrayList<>(List.of("-xerror"));
    files.forEach(file -> arguments.addAll(List.of("-i", file)));
    for (int i = 0; i < files.size(); i++) {
      arguments.addAll(List.of("-map", i));
    }
    arguments.addAll(List.of("-fps_mode", "passthrough", "-f", "null", "-"));
    assertThat(Ffmpeg.ffmpeg(arguments.toArray()).err()).as("%s", plan).isEmpty();
  }

  private static List<List<NumberedFrame>> shown(List<Path> files) throws IOException {
    List<List<NumberedFrame>> tracks = List.of(new ArrayList<>(), new ArrayList<>());
    for (Path file : files) {
      List<List<NumberedFrame>> read = NumberedFrame.ofDemuxer(file);
      for (int i = 0; i < tracks.size(); i++) {
        tracks.get(i).addAll(read.get(i).stream().filter(NumberedFrame::shown).toList());
      }
    }
    return tracks;
  }

  private static List<List<Integer>> hashes(List<List<NumberedFrame>> tracks) {
    return tracks.stream().map(track -> track.stream().map(NumberedFrame::hash).toList()).toList();
  }

  private static List<Long> numbers(List<NumberedFrame> frames) {
    return frames.stream().map(NumberedFrame::number).toList();
  }

  /** Each number once and in order; says which are too many or too few. */
  private static void assertNumbers(
      SwapPlan plan, Claim claim, String what, List<Long> numbers, long count) {
    Map<Long, Integer> times = new HashMap<>();
    numbers.forEach(number -> times.merge(number, 1, Integer::sum));
    List<Long> missing =
        LongStream.range(0, count).boxed().filter(n -> !times.containsKey(n)).toList();
    List<Long> repeated = times.keySet().stream().filter(n -> times.get(n) > 1).sorted().toList();
    assertThat(missing).as("%s %s: %s that are missing", plan, claim, what).isEmpty();
    assertThat(repeated).as("%s %s: %s presented again", plan, claim, what).isEmpty();
    assertThat(numbers).as("%s %s: %s", plan, claim, what).hasSize((int) count).isSorted();
  }
}
