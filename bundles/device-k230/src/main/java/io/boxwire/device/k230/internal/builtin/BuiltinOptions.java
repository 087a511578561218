package io.boxwire.device.k230.internal.builtin;

import io.boxwire.api.MediaException;
import io.boxwire.api.capture.CaptureDevice.Option;
import io.boxwire.device.k230.internal.device.OptionSet;
import io.boxwire.device.k230.internal.device.OptionValues;
import java.util.List;

/**
 * The options of the built-in device, parsed.
 *
 * @param pace how fast frames come
 * @param fps pictures a second
 * @param jitter how far a picture may be from its ideal time, in milliseconds
 * @param seed what the jitter is computed from
 * @param tone frequency of the beep in hertz, 0 for silence
 * @param rate sampling rate in hertz
 * @param channels audio channels
 * @param picture the picture that comes first
 */
record BuiltinOptions(
    Pace pace, FrameRate fps, int jitter, int seed, int tone, int rate, int channels, int picture) {
  /** The options with their built-in defaults. */
  static final OptionSet KNOWN =
      new OptionSet(
          List.of(
              new Option("pace", "realtime, or fast: as fast as frames are read", "realtime"),
              new Option("fps", "pictures a second, 1 to 60, as 12.5 or 30000/1001", "30"),
              new Option(
                  "jitter",
                  "milliseconds that a picture may come early or late, 0 to 100, less than half"
                      + " a picture's time",
                  "0"),
              new Option("seed", "a whole number; the same gives the same jitter", "1"),
              new Option(
                  "tone", "frequency of the beep in hertz, below half the rate; 0: none", "1000"),
              new Option("rate", "sampling rate in hertz, 8000 to 48000, a multiple of 25", "8000"),
              new Option("channels", "audio channels, 1 or 2", "1"),
              new Option(
                  "picture",
                  "the picture that comes first, 0 to 59; any but 0 begins in mid-stream",
                  "0")));

  private static final int MOST_JITTER = 100;
  private static final int LAST_PICTURE = 59;

  /** How fast frames come. */
  enum Pace {
    /** Each when it would be complete in a real camera. */
    REALTIME,
    /** As fast as they are read. */
    FAST
  }

  /**
   * Parses options.
   *
   * @throws MediaException {@code BAD_REQUEST} if a value is impossible
   */
  static BuiltinOptions parse(OptionValues values) throws MediaException {
    String pace = values.word("pace", List.of("realtime", "fast"));
    FrameRate fps =
        FrameRate.parse(values.text("fps"))
            .orElseThrow(
                () -> values.badValue("fps", "is 1 to 60, such as 30, 12.5 or 30000/1001"));
    int jitter = values.number("jitter", 0, MOST_JITTER);
    int limit = PictureTimes.jitterLimit(fps);
    if (jitter >= limit) {
      throw values.badValue("jitter", "is less than " + limit + " at this fps");
    }
    int rate = values.multiple("rate", Beeper.BLOCK_RATE, 8000, 48_000);
    return new BuiltinOptions(
        pace.equals("fast") ? Pace.FAST : Pace.REALTIME,
        fps,
        jitter,
        values.number("seed", Integer.MIN_VALUE, Integer.MAX_VALUE),
        values.number("tone", 0, (rate - 1) / 2),
        rate,
        values.number("channels", 1, 2),
        values.number("picture", 0, LAST_PICTURE));
  }

  /** When the pictures are captured. */
  PictureTimes pictureTimes() {
    return new PictureTimes(fps, jitter, seed);
  }
}
