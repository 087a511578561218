package io.boxwire.device.k230.internal.builtin;

import io.boxwire.api.MediaException;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.device.k230.internal.device.DeviceOffers;
import io.boxwire.device.k230.internal.device.OptionSet;
import io.boxwire.device.k230.internal.device.SoundCodecs;
import java.util.Map;
import java.util.Objects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * A further built-in device for each configuration of the factory PID {@value #PID}, next to the
 * one that is always there.
 */
@Component(
    service = {},
    configurationPid = ConfiguredBuiltinDevice.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConfiguredBuiltinDevice.Configuration.class, factory = true)
public final class ConfiguredBuiltinDevice {
  /** The factory PID of its configurations. */
  static final String PID = "io.boxwire.device.k230.Builtin";

  private static final String DESCRIPTION = "description";

  /** What can be configured: who the device is, and what its options are where not given. */
  @ObjectClassDefinition(
      name = "Boxwire built-in camera",
      description = "A camera without hardware: a test picture with flash and beep")
  @interface Configuration {
    /** Its name. */
    @AttributeDefinition(name = "Device id", description = "its name among all cameras")
    String device_id();

    /** What it is. */
    @AttributeDefinition(name = "Description", description = "one line for people")
    String description() default "";

    /** How fast frames come. */
    @AttributeDefinition(
        name = "Pace",
        description = "realtime, or fast: as fast as frames are read")
    String pace() default "realtime";

    /** Pictures a second. */
    @AttributeDefinition(
        name = "Frame rate",
        description = "pictures a second, 1 to 60, such as 30, 12.5 or 30000/1001")
    String fps() default "30";

    /** How far a picture may be from its ideal time. */
    @AttributeDefinition(
        name = "Jitter",
        description =
            "milliseconds that a picture may come early or late, 0 to 100, less than half a"
                + " picture's time")
    String jitter() default "0";

    /** What the jitter is computed from. */
    @AttributeDefinition(
        name = "Seed",
        description = "a whole number; the same gives the same jitter")
    String seed() default "1";

    /** The frequency of the beep. */
    @AttributeDefinition(
        name = "Tone",
        description = "frequency of the beep in hertz, below half the sampling rate; 0: none")
    String tone() default "1000";

    /** The sampling rate. */
    @AttributeDefinition(
        name = "Sampling rate",
        description = "hertz, 8000 to 48000, a multiple of 25")
    String rate() default "8000";

    /** Audio channels. */
    @AttributeDefinition(name = "Channels", description = "audio channels, 1 or 2")
    String channels() default "1";

    /** The picture that comes first. */
    @AttributeDefinition(
        name = "First picture",
        description = "0 to 59; any but 0 begins in mid-stream")
    String picture() default "0";
  }

  private final DeviceOffers.Offer offer;

  /**
   * Checks the configuration and offers the device.
   *
   * @param offers makes it a service
   * @param codecs code its sound
   * @param properties the configuration
   * @throws MediaException {@code BAD_REQUEST} if a value is impossible
   */
  @Activate
  public ConfiguredBuiltinDevice(
      @Reference DeviceOffers offers, @Reference SoundCodecs codecs, Map<String, Object> properties)
      throws MediaException {
    OptionSet options = BuiltinOptions.KNOWN.configuredBy(properties);
    BuiltinOptions.parse(options.values(Map.of()));
    CaptureDevice device =
        new BuiltinDevice(
            Objects.toString(properties.get(CaptureDevice.DEVICE_ID), ""),
            Objects.toString(properties.get(DESCRIPTION), ""),
            options,
            codecs::present);
    this.offer = offers.offer(device, properties);
  }

  @Deactivate
  void withdraw() {
    offer.withdraw();
  }
}
