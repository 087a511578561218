package io.boxwire.itests.benchmarks.files;

import io.boxwire.itests.benchmarks.harness.Media;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One piece of work, as Boxwire's command and as ffmpeg's. */
enum Job {
  REMUX("MP4 to MP4", "mp4", Limits.COPY) {
    @Override
    Path input(Media media) throws IOException, InterruptedException {
      return media.mp4();
    }

    @Override
    List<String> boxwire(Media media) throws IOException, InterruptedException {
      return List.of("remux", input(media).toString(), output());
    }

    @Override
    List<String> ffmpeg(Media media) throws IOException, InterruptedException {
      return List.of("-i", input(media).toString(), "-c", "copy");
    }
  },
  FRAGMENT("MP4 to fMP4", "mp4", Limits.COPY) {
    @Override
    Path input(Media media) throws IOException, InterruptedException {
      return media.mp4();
    }

    @Override
    List<String> boxwire(Media media) throws IOException, InterruptedException {
      return with(REMUX.boxwire(media), "--layout", "fragmented");
    }

    @Override
    List<String> ffmpeg(Media media) throws IOException, InterruptedException {
      return with(REMUX.ffmpeg(media), FRAGMENTS);
    }
  },
  DEFRAGMENT("fMP4 to MP4", "mp4", Limits.COPY) {
    @Override
    Path input(Media media) throws IOException, InterruptedException {
      return media.fragmented();
    }

    @Override
    List<String> boxwire(Media media) throws IOException, InterruptedException {
      return List.of("remux", input(media).toString(), output());
    }

    @Override
    List<String> ffmpeg(Media media) throws IOException, InterruptedException {
      return List.of("-i", input(media).toString(), "-c", "copy");
    }
  },
  DEMUX("MP4 to Annex B", "h264", Limits.COPY) {
    @Override
    Path input(Media media) throws IOException, InterruptedException {
      return media.mp4();
    }

    @Override
    List<String> boxwire(Media media) throws IOException, InterruptedException {
      return List.of("demux", input(media).toString(), "--track", "1", "-o", output());
    }

    @Override
    List<String> ffmpeg(Media media) throws IOException, InterruptedException {
      return List.of("-i", input(media).toString(), "-c", "copy", "-f", "h264");
    }
  },
  MUX_H264("H.264 to MP4", "mp4", Limits.MUX) {
    @Override
    Path input(Media media) throws IOException, InterruptedException {
      return media.h264();
    }
  },
  FRAGMENT_H264("H.264 to fMP4", "mp4", Limits.MUX) {
    @Override
    Path input(Media media) throws IOException, InterruptedException {
      return media.h264();
    }

    @Override
    List<String> boxwire(Media media) throws IOException, InterruptedException {
      return with(super.boxwire(media), "--layout", "fragmented");
    }

    @Override
    List<String> ffmpeg(Media media) throws IOException, InterruptedException {
      return with(super.ffmpeg(media), FRAGMENTS);
    }
  },
  MUX_H265("HEVC to MP4", "mp4", Limits.MUX) {
    @Override
    Path input(Media media) throws IOException, InterruptedException {
      return media.h265();
    }
  },
  FRAGMENT_H265("HEVC to fMP4", "mp4", Limits.MUX) {
    @Override
    Path input(Media media) throws IOException, InterruptedException {
      return media.h265();
    }

    @Override
    List<String> boxwire(Media media) throws IOException, InterruptedException {
      return with(super.boxwire(media), "--layout", "fragmented");
    }

    @Override
    List<String> ffmpeg(Media media) throws IOException, InterruptedException {
      return with(super.ffmpeg(media), FRAGMENTS);
    }
  },
  MUX_BOTH("H.264 and A-law to MP4", "mp4", Limits.MUX) {
    @Override
    Path input(Media media) throws IOException, InterruptedException {
      return media.h264();
    }

    @Override
    List<String> boxwire(Media media) throws IOException, InterruptedException {
      return with(super.boxwire(media), "--audio", media.alaw() + ",codec=g711a");
    }

    @Override
    List<String> ffmpeg(Media media) throws IOException, InterruptedException {
      String[] sound = {"-f", "alaw", "-ar", "8000", "-ac", "1", "-i", media.alaw().toString()};
      List<String> arguments = new ArrayList<>(List.of("-r", "" + media.fps()));
      arguments.addAll(List.of("-i", input(media).toString()));
      arguments.addAll(List.of(sound));
      // Its MP4 takes no A-law, QuickTime's does.
      arguments.addAll(List.of("-c", "copy", "-f", "mov"));
      return arguments;
    }
  };

  private static final class Limits {
    static final double COPY = 1.15;
    static final double MUX = 1.35;
  }

  private static final String[] FRAGMENTS = {
    "-movflags", "frag_keyframe+empty_moov+default_base_moof"
  };

  private final String title;
  private final String end;
  private final double limit;

  Job(String title, String end, double limit) {
    this.title = title;
    this.end = end;
    this.limit = limit;
  }

  /** As it stands in tables. */
  String title() {
    return title;
  }

  /** How many times the time of {@code cp} it may take inside a warm virtual machine. */
  double limit() {
    return limit;
  }

  /** The name of what is made, in the working folder. */
  String output() {
    return "out." + end;
  }

  /** What is read, and what {@code cp} copies. */
  abstract Path input(Media media) throws IOException, InterruptedException;

  /** The arguments of Boxwire's command. */
  List<String> boxwire(Media media) throws IOException, InterruptedException {
    String video = input(media) + ",fps=" + media.fps();
    return List.of("mux", "-o", output(), "--video", video);
  }

  /** The arguments of ffmpeg in front of the output. */
  List<String> ffmpeg(Media media) throws IOException, InterruptedException {
    return List.of("-r", "" + media.fps(), "-i", input(media).toString(), "-c", "copy");
  }

  /** Whether the pictures are HEVC. */
  boolean isH265() {
    return this == MUX_H265 || this == FRAGMENT_H265;
  }

  private static List<String> with(List<String> arguments, String... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    return all;
  }
}
