package io.boxwire.device.k230.internal.builtin;

import io.boxwire.api.MediaException;
import io.boxwire.api.capture.CaptureDevice.Option;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The options of the built-in device, parsed.
 *
 * @param pace how fast frames come
 * @param start the picture of the clip that comes first
 * @param tone frequency in hertz, 0 for silence
 * @param rate sampling rate in hertz
 * @param channels audio channels
 */
record BuiltinOptions(Pace pace, int start, int tone, int rate, int channels) {
  /** The options as they are shown to people. */
  static final List<Option> KNOWN =
      List.of(
          new Option("pace", "realtime, or fast: as fast as frames are read", "realtime"),
          new Option("start", "the picture of the clip that comes first, 0 to 59", "0"),
          new Option("tone", "frequency in hertz, less than half the rate; 0 for silence", "440"),
          new Option("rate", "sampling rate in hertz, 8000 to 48000, a multiple of 25", "8000"),
          new Option("channels", "audio channels, 1 or 2", "1"));

  private static final Map<String, String> DEFAULTS =
      KNOWN.stream().collect(Collectors.toUnmodifiableMap(Option::name, Option::defaultValue));
  private static final int LAST_PICTURE = 59;
  private static final Set<String> PACES = Set.of("realtime", "fast");

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
   * @throws MediaException {@code BAD_REQUEST} if one is unknown or its value impossible
   */
  static BuiltinOptions parse(Map<String, String> given) throws MediaException {
    for (String name : given.keySet()) {
      if (!DEFAULTS.containsKey(name)) {
        throw badRequest(
            "the built-in device has no option "
                + name
                + "; it has "
                + KNOWN.stream().map(Option::name).collect(Collectors.joining(", ")));
      }
    }
    String pace = value(given, "pace");
    if (!PACES.contains(pace)) {
      throw badRequest("pace is realtime or fast: " + pace);
    }
    int rate = number(given, "rate", 8000, 48_000);
    if (rate % Tone.BLOCK_RATE != 0) {
      throw badRequest("rate is a multiple of " + Tone.BLOCK_RATE + ": " + rate);
    }
    return new BuiltinOptions(
        pace.equals("fast") ? Pace.FAST : Pace.REALTIME,
        number(given, "start", 0, LAST_PICTURE),
        number(given, "tone", 0, (rate - 1) / 2),
        rate,
        number(given, "channels", 1, 2));
  }

  private static int number(Map<String, String> given, String name, int least, int most)
      throws MediaException {
    String text = value(given, name);
    int number;
    try {
      number = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw MediaException.of(
          MediaException.Code.BAD_REQUEST, name + " is a whole number: " + text, e);
    }
    if (number < least || number > most) {
      throw badRequest(name + " is " + least + " to " + most + ": " + text);
    }
    return number;
  }

  private static String value(Map<String, String> given, String name) {
    return given.getOrDefault(name, DEFAULTS.get(name));
  }

  private static MediaException badRequest(String message) {
    return MediaException.of(MediaException.Code.BAD_REQUEST, message);
  }
}
