package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.device.k230.internal.device.MetatypeDefaults;
import org.junit.jupiter.api.Test;

class ConfiguredV4l2DeviceTest {
  @Test
  void configuration_attributes_areTheOptionsWithTheirDefaults() {
    MetatypeDefaults.assertThoseOf(
        ConfiguredV4l2Device.Configuration.class, V4l2Options.KNOWN, "device_id");
  }
}
