package io.boxwire.device.k230.internal.builtin;

import io.boxwire.device.k230.internal.device.MetatypeDefaults;
import org.junit.jupiter.api.Test;

class ConfiguredBuiltinDeviceTest {
  @Test
  void configuration_attributes_areTheOptionsWithTheirDefaults() {
    MetatypeDefaults.assertThoseOf(
        ConfiguredBuiltinDevice.Configuration.class,
        BuiltinOptions.KNOWN,
        "device_id",
        "description");
  }
}
