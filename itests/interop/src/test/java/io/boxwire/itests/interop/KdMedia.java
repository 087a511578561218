package io.boxwire.itests.interop;

import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.nio.file.Path;
import java.util.List;

/** Pictures and sound for {@code kd_mp4_*}, as a board's encoders deliver them. */
final class KdMedia {
  private static final long SECOND = 1_000_000;
  private static final int RATE = 25;

  private KdMedia() {}

  /** Encodes a test film of 25 pictures a second. */
  static void encode(String codec, String size, String parameters, int seconds, Path stream) {
    boolean h264 = codec.equals("h264");
    Ffmpeg.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=" + size + ":r=" + RATE + ":d=" + seconds,
        "-pix_fmt",
        "yuv420p",
        "-c:v",
        h264 ? "libx264" : "libx265",
        "-preset",
        "veryfast",
        h264 ? "-x264-params" : "-x265-params",
        h264 ? parameters : parameters + ":log-level=error",
        "-f",
        h264 ? "h264" : "hevc",
        stream);
  }

  /** The access units of a stream, as an encoder delivers them. */
  static List<byte[]> cut(String codec, Path stream) throws Exception {
    return ElementaryStream.cut(codec, stream, AssemblerOptions.builder().build()).frames().stream()
        .map(
            frame -> {
              byte[] bytes = new byte[frame.size()];
              frame.payload().get(bytes);
              return bytes;
            })
        .toList();
  }

  /** When a picture, or the block of sound beside it, is due. */
  static long micros(int picture) {
    return picture * SECOND / RATE;
  }

  /** Bytes that are all different for a while, so that none goes missing unseen. */
  static byte[] sound(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 8));
    }
    return bytes;
  }
}
