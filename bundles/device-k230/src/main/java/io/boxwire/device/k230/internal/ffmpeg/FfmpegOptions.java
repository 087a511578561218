package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.capture.CaptureDevice.Option;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.device.k230.internal.device.OptionSet;
import io.boxwire.device.k230.internal.device.OptionValues;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of an ffmpeg device, read and checked.
 *
 * @param wanted the tracks
 * @param policy how the child is watched
 * @param invocation how it is started
 * @param secrets masks what nobody is to see of these options
 */
record FfmpegOptions(Wanted wanted, Policy policy, Invocation invocation, Secrets secrets) {
  /** All options with their built-in defaults. */
  static final OptionSet KNOWN =
      new OptionSet(
          List.of(
              option("preset", "what is captured: test, v4l2, webcam, rtsp or custom", "test"),
              option("ffmpeg", "path of the ffmpeg executable, or its name on the PATH", "ffmpeg"),
              option("device", "camera node; v4l2: /dev/video1, webcam: /dev/video0", ""),
              option("url", "rtsp: rtsp:// or rtsps:// address, with user:password@ if needed", ""),
              option("input", "custom: ffmpeg's arguments up to its inputs, quoted as for sh", ""),
              option("output", "custom: arguments that encode; those of webcam if empty", ""),
              option("args", "further arguments in front of the inputs, quoted as for sh", ""),
              option("size", "picture size, if the request names none", "1280x720"),
              option("fps", "pictures a second, 1 to 240, or a fraction such as 30000/1001", "30"),
              option("bitrate", "video bits a second, 1000 to 1000000000, or such as 4M", "4M"),
              option("gop", "pictures from a sync picture to the next at most, 1 to 1000", "30"),
              option("audio.device", "sound source", "default"),
              option("audio.system", "what the sound source is of: alsa or pulse", "alsa"),
              option("rate", "sampling rate in hertz, 8000 to 48000, a multiple of 25", "8000"),
              option("channels", "audio channels, 1 or 2", "1"),
              option("start", "seconds until the first frame at most, 0.1 to 600", "15"),
              option("stall", "seconds without a frame at most, 0.1 to 600", "5"),
              option(
                  "restart",
                  "after which ends ffmpeg is started again: always, failure or never",
                  "always"),
              option("attempts", "how many times in a row, 0 to 1000000", "10"),
              option("backoff", "seconds before the first of these, 0 to 3600", "0.5"),
              option("backoff.max", "seconds before a later one at most, 0 to 3600", "30")));

  private static final Pattern SIZE = Pattern.compile("(\\d{2,5})x(\\d{2,5})");
  private static final Pattern FPS = Pattern.compile("(\\d{1,6})(?:/([1-9]\\d{0,4}))?");
  private static final int MOST_FPS = 240;

  /** Blocks of sound a second. */
  private static final int BLOCKS = 25;

  /**
   * Reads a request.
   *
   * @param request what is wanted
   * @param defaults the options with the device's own defaults
   * @throws MediaException {@code BAD_REQUEST} if an option is unknown or its value impossible, or
   *     the preset can't deliver what is wanted
   */
  static FfmpegOptions parse(CaptureRequest request, OptionSet defaults) throws MediaException {
    OptionValues values = defaults.values(request.options());
    if (request.videoCodec().isEmpty() && request.audioCodec().isEmpty()) {
      throw bad("neither video nor audio is wanted of the ffmpeg device");
    }
    Wanted wanted = wanted(request, values);
    Policy policy = policy(values);
    Preset preset = Preset.of(values);
    return new FfmpegOptions(
        wanted, policy, preset.invocation(wanted, policy, values), secrets(values));
  }

  /**
   * Checks defaults, whatever will be requested with them.
   *
   * @throws MediaException {@code BAD_REQUEST} if a value is impossible
   */
  static void check(OptionSet defaults) throws MediaException {
    OptionValues values = defaults.values(Map.of());
    CaptureRequest any = CaptureRequest.builder().video("h264").audio("g711a").build();
    Policy policy = policy(values);
    Preset.of(values).invocation(wanted(any, values), policy, values);
  }

  /** What is to be masked in texts about these values. */
  static Secrets secrets(OptionValues values) {
    return Secrets.of(
        String.join(
            "\n",
            values.text("url"),
            values.text("input"),
            values.text("output"),
            values.text("args")));
  }

  private static Option option(String name, String description, String defaultValue) {
    return new Option(name, description, defaultValue);
  }

  private static Wanted wanted(CaptureRequest request, OptionValues values) throws MediaException {
    Matcher size = SIZE.matcher(values.text("size"));
    if (!size.matches()) {
      throw values.badValue("size", "is WIDTHxHEIGHT");
    }
    int width = Integer.parseInt(size.group(1));
    int height = Integer.parseInt(size.group(2));
    return new Wanted(
        request.videoCodec(),
        request.audioCodec(),
        request.width() == 0 ? width : request.width(),
        request.height() == 0 ? height : request.height(),
        fps(values),
        values.bitrate("bitrate"),
        values.number("gop", 1, 1000),
        values.multiple("rate", BLOCKS, 8000, 48_000),
        values.number("channels", 1, 2));
  }

  private static String fps(OptionValues values) throws MediaException {
    String text = values.text("fps");
    Matcher fps = FPS.matcher(text);
    if (fps.matches()) {
      int numerator = Integer.parseInt(fps.group(1));
      int denominator = fps.group(2) == null ? 1 : Integer.parseInt(fps.group(2));
      if (numerator >= denominator && numerator <= MOST_FPS * (long) denominator) {
        return text;
      }
    }
    throw values.badValue("fps", "is 1 to " + MOST_FPS + ", or a fraction such as 30000/1001");
  }

  private static Policy policy(OptionValues values) throws MediaException {
    List<String> restarts =
        Arrays.stream(Policy.Restart.values())
            .map(restart -> restart.name().toLowerCase(Locale.ROOT))
            .toList();
    int restart = restarts.indexOf(values.word("restart", restarts));
    Duration least = values.seconds("backoff", "0", "3600");
    Duration most = values.seconds("backoff.max", "0", "3600");
    if (most.compareTo(least) < 0) {
      throw values.badValue("backoff.max", "is at least backoff");
    }
    return new Policy(
        values.seconds("start", "0.1", "600"),
        values.seconds("stall", "0.1", "600"),
        Policy.Restart.values()[restart],
        values.number("attempts", 0, 1_000_000),
        least,
        most);
  }

  private static MediaException bad(String message) {
    return MediaException.of(Code.BAD_REQUEST, message);
  }
}
