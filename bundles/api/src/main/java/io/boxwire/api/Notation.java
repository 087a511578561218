package io.boxwire.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How people write times, numbers of bytes and picture sizes: on a command line, in a
 * configuration, and in whatever a third party adds, with one meaning everywhere. What is none of
 * these gives nothing; the caller knows where it stood, and says so. Safe for threads.
 */
public final class Notation {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
  private static final Pattern CLOCK =
      Pattern.compile("(\\d{1,6}):([0-5]?\\d):([0-5]?\\d(?:\\.\\d{1,9})?)");
  private static final Pattern BYTES = Pattern.compile("(\\d{1,18})([kMG]?)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[xX](\\d{1,5})");
  private static final String UNITS = "kMG";
  private static final int BITS_PER_UNIT = 10;
  private static final int NANO_DIGITS = 9;

  private Notation() {}

  /**
   * The size of a picture.
   *
   * @param width in pixels, from 1
   * @param height in pixels, from 1
   */
  public record PictureSize(int width, int height) {}

  /**
   * Reads a time: seconds ({@code 90}, {@code 0.5}), or hours, minutes and seconds ({@code
   * 1:02:03.004}); a fraction has at most nine digits.
   *
   * @param text what was written
   * @return the time, exact, from 0 to 114 years; empty if it is none
   */
  public static Optional<Duration> time(String text) {
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(seconds(text));
    }
    Matcher clock = CLOCK.matcher(text);
    return clock.matches()
        ? Optional.of(
            Duration.ofHours(Long.parseLong(clock.group(1)))
                .plusMinutes(Long.parseLong(clock.group(2)))
                .plus(seconds(clock.group(3))))
        : Optional.empty();
  }

  private static Duration seconds(String text) {
    return Duration.ofNanos(new BigDecimal(text).movePointRight(NANO_DIGITS).longValueExact());
  }

  /**
   * Reads a number of bytes, such as {@code 1500000}, {@code 700k}, {@code 20M} or {@code 2G}: the
   * letters are powers of 1,024.
   *
   * @param text what was written
   * @return the number, from 0; empty if it is none, or more than a {@code long} holds
   */
  public static OptionalLong bytes(String text) {
    Matcher bytes = BYTES.matcher(text);
    if (!bytes.matches()) {
      return OptionalLong.empty();
    }
    String unit = bytes.group(2);
    int shift = unit.isEmpty() ? 0 : (UNITS.indexOf(unit) + 1) * BITS_PER_UNIT;
    long value = Long.parseLong(bytes.group(1));
    return value <= Long.MAX_VALUE >> shift
        ? OptionalLong.of(value << shift)
        : OptionalLong.empty();
  }

  /**
   * Reads the size of a picture, width first, such as {@code 1280x720}.
   *
   * @param text what was written
   * @return the size; empty if it is none, or one without pixels
   */
  public static Optional<PictureSize> pictureSize(String text) {
    Matcher size = SIZE.matcher(text);
    return size.matches()
        ? Optional.of(
                new PictureSize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))))
            .filter(of -> of.width() > 0 && of.height() > 0)
        : Optional.empty();
  }
}
