package io.boxwire.device.k230.internal.ffmpeg;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes user names and passwords out of texts that people see: those of URLs (RFC 3986 3.2.1), and
 * what is made of them. Immutable.
 */
final class Secrets {
  private static final String MASK = "***";

  /** A password may hold what should have been escaped, such as an at sign: the last one counts. */
  private static final Pattern USER_INFO =
      Pattern.compile("(?<=://)[^/\\s'\"]*(?=@)|(?<=://)[^\\s'\"]*(?=@[\\w.\\[:-]+(?:[:/]|$))");

  /** What follows {@code user:} in the user information of a URL. */
  private static final Pattern PASSWORD = Pattern.compile("://[^:/@\\s]*:([^\\s'\"]+)@");

  /** FFmpeg shows its requests if it is told to say everything (RFC 2326 12.5). */
  private static final Pattern AUTHORIZATION = Pattern.compile("(?i)(?<=authorization: ).*");

  /** Shorter ones are found by their place in a URL only, or half of every text would be masked. */
  private static final int SHORTEST = 4;

  private final List<String> passwords;

  private Secrets(List<String> passwords) {
    this.passwords = passwords;
  }

  /** Knows the passwords of all URLs in a text, to mask them elsewhere as well. */
  static Secrets of(String text) {
    return new Secrets(
        PASSWORD
            .matcher(text)
            .results()
            .map(found -> found.group(1))
            .filter(password -> password.length() >= SHORTEST)
            .distinct()
            .toList());
  }

  /** Masks the user information of every URL in a text, and the known passwords. */
  String mask(String text) {
    String masked = USER_INFO.matcher(text).replaceAll(MASK);
    masked = AUTHORIZATION.matcher(masked).replaceAll(MASK);
    for (String password : passwords) {
      masked = masked.replace(password, MASK);
    }
    return masked;
  }
}
