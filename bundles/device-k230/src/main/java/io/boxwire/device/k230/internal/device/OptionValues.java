package io.boxwire.device.k230.internal.device;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A value for each option of a device. Immutable.
 *
 * @param texts the values by the names of the options
 */
public record OptionValues(Map<String, String> texts) {
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
