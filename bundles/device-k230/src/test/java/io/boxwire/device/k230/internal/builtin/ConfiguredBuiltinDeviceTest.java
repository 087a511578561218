package io.boxwire.device.k230.internal.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.capture.CaptureDevice.Option;
import org.junit.jupiter.api.Test;

class ConfiguredBuiltinDeviceTest {
  @Test
  void configuration_hasEachOptionWithItsDefault() throws Exception {
    for (Option option : BuiltinOptions.KNOWN.options()) {
      assertThat(
              ConfiguredBuiltinDevice.Configuration.class
                  .getDeclaredMethod(option.name())
                  .getDefaultValue())
          .as(option.name())
          .isEqualTo(option.defaultValue());
    }
  }
}
