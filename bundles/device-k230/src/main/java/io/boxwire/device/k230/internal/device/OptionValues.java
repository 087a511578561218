package io.boxwire.device.k230.internal.device;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value for each option of a device. Immutable.
 *
 * @param texts the values by the names of the options
 */
public record OptionValues(Map<String, String> texts) {
  private static final Pattern BITRATE = Pattern.compile("(\\d{1,10})([kM]?)");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
  private static final int LEAST_BITRATE = 1000;
  private static final int MOST_BITRATE = 1_000_000_000;

  /** Copies the map. */
  public OptionValues {
    texts = Map.copyOf(texts);
  }

  /**
   * A value as it was given.
   *
   * @param name the option, which the device has
   * @return its value
   */
  public String text(String name) {
    return Objects.requireNonNull(texts.get(name), name);
  }

  /**
   * A value that is one of several words.
   *
   * @param name the option, which the device has
   * @param words the possible values
   * @return its value
   * @throws MediaException {@code BAD_REQUEST} if it is none of them; says which they are
   */
  public String word(String name, List<String> words) throws MediaException {
    String text = text(name);
    if (!words.contains(text)) {
      throw badValue(name, "is " + String.join(" or ", words));
    }
    return text;
  }

  /**
   * A value that is a whole number.
   *
   * @param name the option, which the device has
   * @param least the smallest possible value
   * @param most the largest possible value
   * @return its value
   * @throws MediaException {@code BAD_REQUEST} if it is no such number; says what is possible
   */
  public int number(String name, int least, int most) throws MediaException {
    int number;
    try {
      number = Integer.parseInt(text(name));
    } catch (NumberFormatException e) {
      throw badValue(name, "is a whole number");
    }
    if (number < least || number > most) {
      throw badValue(name, "is " + least + " to " + most);
    }
    return number;
  }

  /**
   * A value that is a whole multiple of something.
   *
   * @param name the option, which the device has
   * @param unit of what
   * @param least the smallest possible value
   * @param most the largest possible value
   * @return its value
   * @throws MediaException {@code BAD_REQUEST} if it is no such number; says what is possible
   */
  public int multiple(String name, int unit, int least, int most) throws MediaException {
    int number = number(name, least, most);
    if (number % unit != 0) {
      throw badValue(name, "is a multiple of " + unit);
    }
    return number;
  }

  /**
   * A value that is a bit rate, such as {@code 4000000}, {@code 4000k} or {@code 4M}.
   *
   * @param name the option, which the device has
   * @return bits a second, {@value #LEAST_BITRATE} to {@value #MOST_BITRATE}
   * @throws MediaException {@code BAD_REQUEST} if it is none of these; says what is possible
   */
  public int bitrate(String name) throws MediaException {
    Matcher bitrate = BITRATE.matcher(text(name));
    if (bitrate.matches()) {
      long unit = Map.of("", 1, "k", 1000, "M", 1_000_000).get(bitrate.group(2));
      long bits = Long.parseLong(bitrate.group(1)) * unit;
      if (bits >= LEAST_BITRATE && bits <= MOST_BITRATE) {
        return (int) bits;
      }
    }
    throw badValue(name, "is " + LEAST_BITRATE + " to " + MOST_BITRATE + ", or such as 4M");
  }

  /**
   * A value that is a time in seconds, such as {@code 5} or {@code 0.25}.
   *
   * @param name the option, which the device has
   * @param least the shortest possible time in seconds
   * @param most the longest possible time in seconds
   * @return the time
   * @throws MediaException {@code BAD_REQUEST} if it is no such time; says what is possible
   */
  public Duration seconds(String name, String least, String most) throws MediaException {
    String text = text(name);
    if (SECONDS.matcher(text).matches()) {
      BigDecimal seconds = new BigDecimal(text);
      if (seconds.compareTo(new BigDecimal(least)) >= 0
          && seconds.compareTo(new BigDecimal(most)) <= 0) {
        return Duration.ofNanos(seconds.movePointRight(9).longValue());
      }
    }
    throw badValue(name, "is " + least + " to " + most + " seconds");
  }

  /**
   * Makes the exception for an impossible value.
   *
   * @param name the option, which the device has
   * @param possible what is possible, such as {@code is 1 to 60}
   * @return {@code BAD_REQUEST} with the option's name, what is possible, and the value
   */
  public MediaException badValue(String name, String possible) {
    return MediaException.of(Code.BAD_REQUEST, name + " " + possible + ": " + text(name));
  }
}
