package io.boxwire.device.k230.internal.device;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.capture.CaptureDevice.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The options of a device with their default values. A request's values go before those of the
 * device's configuration, and these before the built-in ones. Immutable.
 */
public final class OptionSet {
  private final List<Option> options;

  /**
   * Makes a set with built-in defaults.
   *
   * @param options all there are, in the order they are best shown
   */
  public OptionSet(List<Option> options) {
    this.options = List.copyOf(options);
  }

  /**
   * The options with the defaults that hold.
   *
   * @return an unmodifiable list, in the order they are best shown
   */
  public List<Option> options() {
    return options;
  }

  /**
   * Makes a set whose defaults are those of a configuration.
   *
   * @param properties the properties of a component: those named like an option are its default, as
   *     text; the others are not looked at
   * @return the set; the values are not checked
   */
  public OptionSet configuredBy(Map<String, ?> properties) {
    return new OptionSet(options.stream().map(option -> configured(option, properties)).toList());
  }

  private static Option configured(Option option, Map<String, ?> properties) {
    return Optional.ofNullable(properties.get(option.name()))
        .map(value -> new Option(option.name(), option.description(), value.toString()))
        .orElse(option);
  }

  /**
   * The values that hold for a request.
   *
   * @param given the request's own values
   * @return a value for each option, none of them checked
   * @throws MediaException {@code BAD_REQUEST} if there is no such option; names those there are
   */
  public OptionValues values(Map<String, String> given) throws MediaException {
    Map<String, String> values = new LinkedHashMap<>();
    options.forEach(option -> values.put(option.name(), option.defaultValue()));
    for (Map.Entry<String, String> entry : given.entrySet()) {
      if (values.replace(entry.getKey(), entry.getValue()) == null) {
        throw MediaException.of(
            Code.BAD_REQUEST,
            "the device has no option "
                + entry.getKey()
                + "; it has "
                + options.stream().map(Option::name).collect(Collectors.joining(", ")));
      }
    }
    return new OptionValues(values);
  }
}
