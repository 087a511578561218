package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.util.ArrayList;
import java.util.List;

/** The arguments of ffmpeg that encode. */
final class Encoders {
  private static final int BLOCKS_A_SECOND = 25;

  private Encoders() {}

  /** Encoders that need nothing but a processor, and hold no picture back. */
  static List<String> software(Wanted wanted) throws MediaException {
    List<String> settings =
        List.of(
            "-fps_mode",
            "passthrough",
            "-preset",
            "ultrafast",
            "-tune",
            "zerolatency",
            "-pix_fmt",
            "yuv420p");
    return of(wanted, "libx264", "libx265", settings);
  }

  /**
   * Encoders.
   *
   * @param h264 the encoder for H.264
   * @param h265 the encoder for H.265
   * @param settings what else the video encoder is told
   * @throws MediaException {@code BAD_REQUEST} if other codecs are wanted
   */
  static List<String> of(Wanted wanted, String h264, String h265, List<String> settings)
      throws MediaException {
    List<String> arguments = new ArrayList<>();
    if (wanted.video().isPresent()) {
      String encoder = choose(wanted.video().get(), "video", "h264", h264, "h265", h265);
      arguments.addAll(List.of("-c:v", encoder));
      arguments.addAll(settings);
      // Each picture keeps the time at which it was captured, rather than its place in a grid.
      arguments.addAll(List.of("-enc_time_base:v", "1:" + ChildTracks.VIDEO_TIMESCALE));
      arguments.addAll(List.of("-b:v", "" + wanted.bitrate(), "-g", "" + wanted.gop()));
      if (encoder.equals("libx265")) {
        arguments.addAll(List.of("-x265-params", "log-level=warning"));
      }
    }
    if (wanted.audio().isPresent()) {
      String encoder =
          choose(wanted.audio().get(), "audio", "g711a", "pcm_alaw", "g711u", "pcm_mulaw");
      arguments.addAll(List.of("-c:a", encoder, "-ar", "" + wanted.rate()));
      int block = wanted.rate() / BLOCKS_A_SECOND;
      arguments.addAll(
          List.of("-ac", "" + wanted.channels(), "-af", "asetnsamples=n=" + block + ":p=0"));
    }
    return arguments;
  }

  private static String choose(
      String wanted, String what, String first, String one, String second, String other)
      throws MediaException {
    if (wanted.equals(first)) {
      return one;
    }
    if (wanted.equals(second)) {
      return other;
    }
    throw MediaException.of(
        Code.BAD_REQUEST,
        "this preset of the ffmpeg device delivers "
            + what
            + " in "
            + first
            + " or "
            + second
            + ", not "
            + wanted);
  }
}
