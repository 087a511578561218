package io.boxwire.itests.benchmarks.files;

import io.boxwire.itests.benchmarks.harness.Media;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One piece of work, as Boxwire's command and as ffmpeg's. */
enum Job {
  REMUX("MP4 to MP4", Work.REMUX, Media::mp4, Into.MP4),
  FRAGMENT("MP4 to fMP4", Work.REMUX, Media::mp4, Into.FRAGMENTS),
  DEFRAGMENT("fMP4 to MP4", Work.REMUX, Media::fragmented, Into.MP4),
  DEMUX("MP4 to Annex B", Work.DEMUX, Media::mp4, Into.STREAM),
  MUX_H264("H.264 to MP4", Work.MUX, Media::h264, Into.MP4),
  FRAGMENT_H264("H.264 to fMP4", Work.MUX, Media::h264, Into.FRAGMENTS),
  MUX_H265("HEVC to MP4", Work.MUX, Media::h265, Into.MP4),
  FRAGMENT_H265("HEVC to fMP4", Work.MUX, Media::h265, Into.FRAGMENTS),
  MUX_BOTH("H.264 and A-law to MP4", Work.MUX_BOTH, Media::h264, Into.MP4);

  /** What is done, and how many times the time of {@code cp} it may take when warm. */
  private enum Work {
    REMUX(1.15),
    DEMUX(1.15),
    MUX(1.35),
    MUX_BOTH(1.35);

    private final double limit;

    Work(double limit) {
      this.limit = limit;
    }
  }

  /** What is made: the end of its name, and what both programs are told for it. */
  private enum Into {
    MP4("mp4", List.of(), List.of()),
    FRAGMENTS(
        "mp4",
        List.of("--layout", "fragmented"),
        List.of("-movflags", "frag_keyframe+empty_moov+default_base_moof")),
    STREAM("h264", List.of(), List.of("-f", "h264"));

    private final String end;
    private final List<String> boxwire;
    private final List<String> ffmpeg;

    Into(String end, List<String> boxwire, List<String> ffmpeg) {
      this.end = end;
      this.boxwire = boxwire;
      this.ffmpeg = ffmpeg;
    }
  }

  /** One of the inputs, which is made when it is asked for first. */
  @FunctionalInterface
  private interface Input {
    Path of(Media media) throws IOException, InterruptedException;
  }

  private final String title;
  private final Work work;
  private final Input input;
  private final Into into;

  Job(String title, Work work, Input input, Into into) {
    this.title = title;
    this.work = work;
    this.input = input;
    this.into = into;
  }

  /** As it stands in tables. */
  String title() {
    return title;
  }

  /** How many times the time of {@code cp} it may take inside a warm virtual machine. */
  double limit() {
    return work.limit;
  }

  /** The name of what is made, in the working folder. */
  String output() {
    return "out." + into.end;
  }

  /** What is read, and what {@code cp} copies. */
  Path input(Media media) throws IOException, InterruptedException {
    return input.of(media);
  }

  /** The arguments of Boxwire's command. */
  List<String> boxwire(Media media) throws IOException, InterruptedException {
    String in = input(media).toString();
    String paced = in + ",fps=" + media.fps();
    List<String> words =
        switch (work) {
          case REMUX -> List.of("remux", in, output());
          case DEMUX -> List.of("demux", in, "--track", "1", "-o", output());
          case MUX -> List.of("mux", "-o", output(), "--video", paced);
          case MUX_BOTH ->
              List.of(
                  "mux",
                  "-o",
                  output(),
                  "--video",
                  paced,
                  "--audio",
                  media.alaw() + ",codec=g711a");
        };
    return joined(words, into.boxwire);
  }

  /** The arguments of ffmpeg in front of the output. */
  List<String> ffmpeg(Media media) throws IOException, InterruptedException {
    String in = input(media).toString();
    String rate = Integer.toString(media.fps());
    List<String> words =
        switch (work) {
          case REMUX, DEMUX -> List.of("-i", in);
          case MUX -> List.of("-r", rate, "-i", in);
          case MUX_BOTH -> {
            List<String> sound = List.of("-f", "alaw", "-ar", "8000", "-ac", "1", "-i");
            List<String> both = joined(List.of("-r", rate, "-i", in), sound);
            // Its MP4 takes no A-law, QuickTime's does.
            yield joined(both, List.of(media.alaw().toString(), "-f", "mov"));
          }
        };
    return joined(joined(words, List.of("-c", "copy")), into.ffmpeg);
  }

  /** Whether the pictures are HEVC. */
  boolean isH265() {
    return this == MUX_H265 || this == FRAGMENT_H265;
  }

  private static List<String> joined(List<String> words, List<String> more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(more);
    return all;
  }
}
