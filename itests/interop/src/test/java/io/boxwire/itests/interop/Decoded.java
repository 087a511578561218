package io.boxwire.itests.interop;

import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;

/** What ffmpeg makes of a file when it plays it. */
final class Decoded {
  private Decoded() {}

  /** A hash of each picture of the first video track, in presentation order. */
  static List<String> pictureHashes(Path file) {
    return Ffmpeg.ffmpeg(
            "-i", file, "-map", "0:v:0", "-fps_mode", "passthrough", "-f", "framemd5", "-")
        .lines()
        .stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
        .toList();
  }

  /** The size of each picture of the first video track, in presentation order. */
  static List<String> pictureSizes(Path file) {
    return Ffmpeg.ffprobe(
            "-select_streams",
            "v:0",
            "-show_entries",
            "frame=width,height",
            "-of",
            "csv=p=0:s=x",
            file)
        .lines()
        .stream()
        .map(line -> line.replaceAll("x$", ""))
        .filter(line -> !line.isBlank())
        .toList();
  }

  /** The stored bytes of the first audio track. */
  static byte[] rawAudio(Path file) {
    return Ffmpeg.ffmpeg("-i", file, "-map", "0:a:0", "-c", "copy", "-f", "data", "-").out();
  }

  /** How long ffprobe says the file lasts. */
  static long durationMillis(Path file) {
    String seconds =
        Ffmpeg.ffprobe("-show_entries", "format=duration", "-of", "csv=p=0", file).text().strip();
    return new BigDecimal(seconds).movePointRight(3).longValue();
  }
}
