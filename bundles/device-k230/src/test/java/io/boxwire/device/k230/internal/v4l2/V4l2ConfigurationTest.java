package io.boxwire.device.k230.internal.v4l2;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.capture.CaptureDevice.Option;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class V4l2ConfigurationTest {
  /** A default that Metatype knows and the device does not would be silently another one. */
  @Test
  void settings_namesAndDefaults_areThoseOfTheOptions() {
    Map<String, String> settings = new HashMap<>();
    Arrays.stream(V4l2Configuration.Settings.class.getDeclaredMethods())
        .filter(method -> !method.getName().equals("device_id"))
        .forEach(m -> settings.put(m.getName().replace("$_$", "-"), "" + m.getDefaultValue()));
    assertThat(settings)
        .isEqualTo(
            V4l2Options.KNOWN.options().stream()
                .collect(toMap(Option::name, Option::defaultValue)));
  }
}
