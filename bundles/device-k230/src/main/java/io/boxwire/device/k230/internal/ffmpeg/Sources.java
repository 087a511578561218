package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.MediaException;
import io.boxwire.device.k230.internal.device.OptionValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The arguments of ffmpeg that name what is captured. */
final class Sources {
  /** Inputs that are named by a script on standard input, where no list of processes shows them. */
  static final List<String> SCRIPT =
      List.of(
          "-f",
          "concat",
          "-safe",
          "0",
          "-protocol_whitelist",
          "pipe,fd,data,crypto,rtsp,rtp,tcp,udp,tls",
          "-i",
          "pipe:0");

  private Sources() {}

  /**
   * A camera node and a sound source. Both have times of day, which are kept as they are: FFmpeg
   * would let each begin at 0.
   */
  static List<String> devices(
      Wanted wanted, OptionValues values, String node, List<String> videoSettings)
      throws MediaException {
    List<String> inputs = new ArrayList<>(List.of("-copyts"));
    if (wanted.video().isPresent()) {
      inputs.addAll(List.of("-f", "v4l2", "-ts", "abs", "-thread_queue_size", "64"));
      inputs.addAll(videoSettings);
      inputs.addAll(List.of("-framerate", wanted.fps(), "-video_size", wanted.size()));
      String device = values.text("device");
      inputs.addAll(List.of("-i", device.isEmpty() ? node : device));
    }
    if (wanted.audio().isPresent()) {
      String system = values.word("audio.system", List.of("alsa", "pulse"));
      inputs.addAll(List.of("-f", system, "-thread_queue_size", "1024"));
      inputs.addAll(List.of("-ar", "" + wanted.rate(), "-ac", "" + wanted.channels()));
      inputs.addAll(List.of("-i", values.text("audio.device")));
    }
    return inputs;
  }

  /** A script for FFmpeg's concat demuxer that plays one RTSP address. */
  static String rtspScript(Wanted wanted, Policy policy, OptionValues values)
      throws MediaException {
    String url = values.text("url");
    String scheme = url.toLowerCase(Locale.ROOT);
    boolean plain = url.chars().allMatch(c -> c > ' ' && c != '\'' && c != '\\' && c != 0x7f);
    if (!plain || !(scheme.startsWith("rtsp://") || scheme.startsWith("rtsps://"))) {
      // The address itself stays out of the message: it may hold a password.
      throw MediaException.of(
          MediaException.Code.BAD_REQUEST,
          "url is an address rtsp://… or rtsps://… with other characters escaped as %XX");
    }
    String media =
        wanted.video().map(codec -> "video").orElse("")
            + wanted
                .audio()
                .map(codec -> wanted.video().isPresent() ? "+audio" : "audio")
                .orElse("");
    return String.join(
        "\n",
        "ffconcat version 1.0",
        "file '" + url + "'",
        "option rtsp_transport tcp",
        "option timeout " + policy.stall().toNanos() / 1000,
        "option allowed_media_types " + media,
        "");
  }
}
