package io.boxwire.device.k230.internal.device;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.capture.CaptureDevice.Option;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Compares what Metatype shows of a configuration with the options of the device. */
public final class MetatypeDefaults {
  private MetatypeDefaults() {}

  /**
   * Fails unless there is an attribute for each option, with its default, and no further one: a
   * default that Metatype knows and the device does not would be silently another one.
   *
   * @param configuration the annotation that Metatype is made of
   * @param options of the device
   * @param others attributes that are no options
   */
  public static void assertThoseOf(Class<?> configuration, OptionSet options, String... others) {
    Map<String, String> attributes =
        Arrays.stream(configuration.getDeclaredMethods())
            .filter(method -> !List.of(others).contains(method.getName()))
            .collect(toMap(m -> m.getName().replace('_', '.'), m -> "" + m.getDefaultValue()));
    assertThat(attributes)
        .isEqualTo(options.options().stream().collect(toMap(Option::name, Option::defaultValue)));
  }
}
