package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.device.k230.internal.device.MetatypeDefaults;
import org.junit.jupiter.api.Test;

class V4l2ConfigurationTest {
  @Test
  void configuration_attributes_areTheOptionsWithTheirDefaults() {
    MetatypeDefaults.assertThoseOf(
        V4l2Configuration.Settings.class, V4l2Options.KNOWN, "device_id");
  }
}
