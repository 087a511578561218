package io.boxwire.itests.benchmarks.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * The inputs: a real encoder's output (libx264, libx265), looped until it is long enough. Each is
 * made when it is first asked for, and stays in the folder.
 */
public final class Media {
  private static final int FPS = 25;
  private static final int H264_SEED = 20;
  private static final int H265_SEED = 10;

  private final Programs programs;
  private final int seconds;

  /**
   * Makes nothing yet.
   *
   * @param programs the ffmpeg that encodes, and the folder
   * @param seconds how long the inputs are, about
   */
  public Media(Programs programs, int seconds) {
    this.programs = programs;
    this.seconds = seconds;
  }

  /** How many frames a second the video streams have. */
  public int fps() {
    return FPS;
  }

  /** An H.264 byte stream, 1280x720 at 4 Mbit/s, an IDR picture each 2 s. */
  public Path h264() throws IOException, InterruptedException {
    return looped("h264", h264Seed(), H264_SEED);
  }

  /** One turn of the H.264 stream: 20 s, or less where the inputs are shorter. */
  public Path h264Seed() throws IOException, InterruptedException {
    return seed(
        "h264",
        H264_SEED,
        "-f lavfi -i testsrc2=s=1280x720:r=25:d=%d,noise=alls=12:allf=t"
            + " -c:v libx264 -profile:v main -preset veryfast -bf 0 -g 50 -keyint_min 50"
            + " -sc_threshold 0 -b:v 4M -maxrate 5M -bufsize 8M -x264-params repeat-headers=1"
            + " -pix_fmt yuv420p -f h264");
  }

  /** An HEVC byte stream, 1920x1080 at 4 Mbit/s, an IDR picture each 2 s. */
  public Path h265() throws IOException, InterruptedException {
    return looped("h265", h265Seed(), H265_SEED);
  }

  /** One turn of the HEVC stream: 10 s, or less where the inputs are shorter. */
  public Path h265Seed() throws IOException, InterruptedException {
    return seed(
        "h265",
        H265_SEED,
        "-f lavfi -i testsrc2=s=1920x1080:r=25:d=%d,noise=alls=8:allf=t"
            + " -c:v libx265 -preset ultrafast -x265-params log-level=error:bframes=0:keyint=50"
            + ":min-keyint=50:scenecut=0:repeat-headers=1:no-open-gop=1:bitrate=4000"
            + " -pix_fmt yuv420p -f hevc");
  }

  /** A-law sound, 8 kHz, one channel, a tone. */
  public Path alaw() throws IOException, InterruptedException {
    String tone = "-f lavfi -i sine=f=440:r=8000:d=%d -ac 1 -c:a pcm_alaw -f alaw";
    return made(name("alaw"), tone.formatted(seconds));
  }

  /** The H.264 stream in a progressive file that ffmpeg made. */
  public Path mp4() throws IOException, InterruptedException {
    return made(name("mp4"), "-r " + FPS + " -i " + h264() + " -c copy -f mp4");
  }

  /** The H.264 stream in a fragmented file that ffmpeg made, a fragment each IDR picture. */
  public Path fragmented() throws IOException, InterruptedException {
    return made(
        name("fragmented.mp4"),
        "-r "
            + FPS
            + " -i "
            + h264()
            + " -c copy -movflags "
            + "frag_keyframe+empty_moov+default_base_moof -f mp4");
  }

  /** The HEVC stream in a progressive file that ffmpeg made. */
  public Path hevcMp4() throws IOException, InterruptedException {
    return made(name("hevc.mp4"), "-r " + FPS + " -i " + h265() + " -c copy -f mp4");
  }

  private String name(String end) {
    return String.format(Locale.ROOT, "in-%ds.%s", seconds, end);
  }

  private Path seed(String codec, int longest, String encoding)
      throws IOException, InterruptedException {
    int length = Math.min(longest, seconds);
    return made("seed-" + length + "s." + codec, encoding.formatted(length));
  }

  private Path looped(String codec, Path seed, int longest) throws IOException {
    Path file = programs.folder().resolve(name(codec));
    if (Files.notExists(file)) {
      Path part = programs.folder().resolve("part");
      try (OutputStream out = Files.newOutputStream(part)) {
        for (int i = 0; i < Math.max(1, seconds / longest); i++) {
          Files.copy(seed, out);
        }
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  private Path made(String name, String arguments) throws IOException, InterruptedException {
    Path file = programs.folder().resolve(name);
    if (Files.notExists(file)) {
      Path part = programs.folder().resolve("part");
      programs.ffmpeg(arguments.split(" ")).and(part.toString()).timed();
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }
}
