package io.boxwire.device.k230.internal.builtin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Pictures a second, exactly.
 *
 * @param numerator of the fraction in its lowest terms
 * @param denominator of the same
 */
record FrameRate(int numerator, int denominator) {
  static final int LEAST = 1;
  static final int MOST = 60;

  private static final Pattern DECIMAL = Pattern.compile("\\d{1,2}(\\.\\d{1,3})?");
  private static final Pattern FRACTION = Pattern.compile("(\\d{1,5})/(\\d{1,4})");

  /**
   * Reads a rate such as {@code 30}, {@code 12.5} or {@code 30000/1001}. A decimal is taken at its
   * word: 29.97 is 2997/100.
   *
   * @return the rate; empty if the text is none, or one below {@value #LEAST} or above {@value
   *     #MOST}
   */
  static Optional<FrameRate> parse(String text) {
    if (DECIMAL.matcher(text).matches()) {
      BigDecimal decimal = new BigDecimal(text);
      return of(decimal.movePointRight(3).intValueExact(), 1000);
    }
    var fraction = FRACTION.matcher(text);
    if (fraction.matches()) {
      return of(Integer.parseInt(fraction.group(1)), Integer.parseInt(fraction.group(2)));
    }
    return Optional.empty();
  }

  private static Optional<FrameRate> of(int numerator, int denominator) {
    if (denominator == 0 || numerator < LEAST * denominator || numerator > MOST * denominator) {
      return Optional.empty();
    }
    int divisor = BigInteger.valueOf(numerator).gcd(BigInteger.valueOf(denominator)).intValue();
    return Optional.of(new FrameRate(numerator / divisor, denominator / divisor));
  }

  /** Whether there are fewer pictures a second than this. */
  boolean below(int rate) {
    return numerator < rate * denominator;
  }
}
