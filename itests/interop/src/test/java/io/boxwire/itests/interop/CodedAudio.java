package io.boxwire.itests.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Coded audio that ffmpeg makes, and what it says of files with such audio. */
final class CodedAudio {
  private CodedAudio() {}

  /**
   * Codes a tone with noise, another one for each channel.
   *
   * @param encoder such as {@code aac}
   * @param rate hertz
   * @param channels 1 to 8
   * @param seconds how long, such as {@code 2.5}
   * @param options more for the encoder
   */
  static void encode(
      String encoder, int rate, int channels, String seconds, Path out, Object... options) {
    List<String> voices = new ArrayList<>();
    for (int i = 0; i < channels; i++) {
      voices.add("0.2*sin(" + (1 + i) * 1400 + "*t)+0.1*random(" + i + ")");
    }
    String layout = List.of("mono", "stereo", "3.0", "4.0", "5.0", "5.1").get(channels - 1);
    List<Object> command =
        new ArrayList<>(
            List.of(
                "-f",
                "lavfi",
                "-i",
                "aevalsrc='%s':c=%s:s=%d:d=%s"
                    .formatted(String.join("|", voices), layout, rate, seconds),
                "-c:a",
                encoder,
                "-fflags",
                "+bitexact",
                "-flags:a",
                "+bitexact"));
    command.addAll(List.of(options));
    command.add(out);
    Ffmpeg.ffmpeg(command.toArray());
  }

  /** Copies a file or stream into another container, packet for packet. */
  static void copy(Path from, Path to, Object... options) {
    List<Object> command = new ArrayList<>(List.of("-i", from, "-map", "0:a:0", "-c", "copy"));
    command.addAll(List.of(options));
    command.add(to);
    Ffmpeg.ffmpeg(command.toArray());
  }

  /** The packets of the first audio stream, as ffprobe sees them. */
  static List<TrackListing.Sample> packets(Path file) {
    List<TrackListing> tracks = TrackListing.ofFfprobe(file);
    return tracks.get(0).samples();
  }

  /** The hashes of the packets of an elementary stream. */
  static List<String> packetHashes(Path stream) {
    return Ffmpeg.ffmpeg("-i", stream, "-map", "0:a:0", "-c", "copy", "-f", "framemd5", "-")
        .lines()
        .stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
        .toList();
  }

  /** A hash of what ffmpeg decodes, and how many samples of all channels there are. */
  static String decoded(Path file) {
    byte[] pcm =
        Ffmpeg.ffmpeg("-i", file, "-map", "0:a:0", "-c:a", "pcm_f32le", "-f", "f32le", "-").out();
    return pcm.length / Float.BYTES + " samples, " + java.util.Arrays.hashCode(pcm);
  }

  /** One property of the first audio stream. */
  static String property(Path file, String name) {
    return Ffmpeg.ffprobe(
            "-select_streams", "a:0", "-show_entries", "stream=" + name, "-of", "csv=p=0", file)
        .text()
        .strip();
  }
}
