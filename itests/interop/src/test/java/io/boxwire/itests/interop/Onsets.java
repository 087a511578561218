package io.boxwire.itests.interop;

import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** When flashes and beeps begin in a file that ffmpeg plays, edits applied, in nanoseconds. */
final class Onsets {
  private static final int RATE = 8000;
  private static final int SAMPLE_NANOS = 1_000_000_000 / RATE;

  /** Between the waves of a beep there is less. */
  private static final int SILENCE = RATE / 20;

  private Onsets() {}

  /**
   * When pictures turn from dark to bright.
   *
   * @param bright mean luma, 16 to 235, of which a bright picture has more
   */
  static List<Long> flashes(Path file, int bright) {
    List<Long> onsets = new ArrayList<>();
    long time = 0;
    boolean flash = false;
    for (String line :
        Ffmpeg.ffmpeg(
                "-copyts",
                "-i",
                file,
                "-map",
                "0:v",
                "-fps_mode",
                "passthrough",
                "-vf",
                "signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-",
                "-f",
                "null",
                "/dev/null")
            .lines()) {
      if (line.startsWith("frame:")) {
        String seconds = line.substring(line.indexOf("pts_time:") + "pts_time:".length());
        time = new BigDecimal(seconds.strip()).movePointRight(9).longValue();
      } else {
        boolean before = flash;
        flash = Double.parseDouble(line.substring(line.indexOf('=') + 1)) > bright;
        if (flash && !before) {
          onsets.add(time);
        }
      }
    }
    return onsets;
  }

  /**
   * When silence ends, in mono sound of 8000 Hz without gaps: samples are counted on from the
   * first.
   *
   * @param loud what a sample of sound has more than, 0 to 32,767
   */
  static List<Long> beeps(Path file, int loud) throws IOException, InterruptedException {
    Probe probe = Probe.of(file, "a:0");
    long start = probe.nanos(probe.packets().get(0).pts());
    byte[] bytes =
        Ffmpeg.ffmpeg("-i", file, "-map", "0:a", "-f", "s16le", "-c:a", "pcm_s16le", "-").out();
    ShortBuffer samples = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    List<Long> onsets = new ArrayList<>();
    int quiet = SILENCE + 1;
    for (int i = 0; i < samples.limit(); i++) {
      boolean sound = Math.abs(samples.get(i)) > loud;
      if (sound && quiet > SILENCE) {
        onsets.add(start + (long) i * SAMPLE_NANOS);
      }
      quiet = sound ? 0 : quiet + 1;
    }
    return onsets;
  }
}
