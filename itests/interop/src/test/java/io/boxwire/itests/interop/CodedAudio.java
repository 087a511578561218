package io.boxwire.itests.interop;

import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Coded audio that ffmpeg makes, and what it says of files with such audio. */
final class CodedAudio {
  private static final Pattern PACKET =
      Pattern.compile("pts=(-?\\d+)\\|duration=(\\d+)\\|size=(\\d+).*data_hash=MD5:(\\w+)");

  private CodedAudio() {}

  /**
   * A packet, as ffprobe sees it.
   *
   * @param pts presentation time after edits, in the time base of its stream
   * @param duration in the same
   * @param size bytes
   * @param md5 of its bytes
   */
  record Packet(long pts, long duration, int size, String md5) {}

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
  static List<Packet> packets(Path file) {
    List<Packet> packets = new ArrayList<>();
    for (String line :
        Ffmpeg.ffprobe(
                "-select_streams",
                "a:0",
                "-show_data_hash",
                "md5",
                "-show_entries",
                "packet=pts,duration,size,data_hash",
                "-of",
                "compact=p=0",
                file)
            .lines()) {
      Matcher fields = PACKET.matcher(line);
      if (fields.find()) {
        packets.add(
            new Packet(
                Long.parseLong(fields.group(1)),
                Long.parseLong(fields.group(2)),
                Integer.parseInt(fields.group(3)),
                fields.group(4)));
      }
    }
    return packets;
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

  /** What ffmpeg decodes. */
  private static byte[] pcm(Path file) {
    return Ffmpeg.ffmpeg("-i", file, "-map", "0:a:0", "-c:a", "pcm_f32le", "-f", "f32le", "-")
        .out();
  }

  /** A hash of what ffmpeg decodes, and how many samples of all channels there are. */
  static String decoded(Path file) {
    byte[] pcm = pcm(file);
    return pcm.length / Float.BYTES + " samples, " + Arrays.hashCode(pcm);
  }

  /** The same of so much of it as another file has: ffmpeg does not cut off the ends of tracks. */
  static String decoded(Path file, Path asLongAs) {
    byte[] pcm = Arrays.copyOf(pcm(file), pcm(asLongAs).length);
    return pcm.length / Float.BYTES + " samples, " + Arrays.hashCode(pcm);
  }

  /** One property of the first audio stream. */
  static String property(Path file, String name) {
    return Ffmpeg.ffprobe(
            "-select_streams", "a:0", "-show_entries", "stream=" + name, "-of", "csv=p=0", file)
        .text()
        .strip();
  }
}
