package io.boxwire.device.k230.internal.v4l2;

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

/** Offers a device for each configuration of {@value #PID}: several cameras at once. */
@Component(
    service = {},
    configurationPid = ConfiguredV4l2Device.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConfiguredV4l2Device.Configuration.class, factory = true)
public final class ConfiguredV4l2Device {
  /** The factory PID. */
  static final String PID = "io.boxwire.device.k230.V4l2";

  private final DeviceOffers.Offer offer;

  /** What can be configured; names are those of the device's options. */
  @ObjectClassDefinition(
      name = "Boxwire capture device: Video4Linux",
      description = "A camera and the board's encoder, with no program in between")
  @interface Configuration {
    @AttributeDefinition(name = "Device id", description = "Its name among all devices")
    String device_id();

    @AttributeDefinition(name = "Camera", description = "Node such as /dev/video1, or auto")
    String camera() default "auto";

    @AttributeDefinition(name = "Encoder", description = "Node such as /dev/video0, or auto")
    String encoder() default "auto";

    @AttributeDefinition(name = "Frame rate", description = "Pictures a second, 1 to 120")
    int fps() default 30;

    @AttributeDefinition(name = "Bit rate", description = "Bits a second, or such as 4M")
    String bitrate() default "4M";

    @AttributeDefinition(name = "GOP", description = "Pictures from one sync picture to the next")
    int gop() default 30;

    @AttributeDefinition(name = "Profile", description = "Of H.264: high, main or baseline")
    String profile() default "high";

    @AttributeDefinition(name = "Buffers", description = "Buffers of each queue, 2 to 32")
    int buffers() default 5;

    @AttributeDefinition(name = "Microphone", description = "Part of its name; empty: default")
    String audio_device() default "";

    @AttributeDefinition(name = "Sampling rate", description = "Hertz, a multiple of 25")
    int rate() default 8000;

    @AttributeDefinition(name = "Audio channels", description = "1 or 2")
    int channels() default 1;

    @AttributeDefinition(name = "Stall", description = "Seconds without a frame at most")
    String stall() default "5";

    @AttributeDefinition(name = "Queue", description = "MiB that may wait to be read")
    int queue() default 8;
  }

  /**
   * Checks the configuration and offers the device.
   *
   * @param offers makes it a service
   * @param codecs code its sound
   * @param properties the configuration
   * @throws MediaException {@code BAD_REQUEST} if a value is impossible
   */
  @Activate
  public ConfiguredV4l2Device(
      @Reference DeviceOffers offers, @Reference SoundCodecs codecs, Map<String, Object> properties)
      throws MediaException {
    OptionSet options = V4l2Options.KNOWN.configuredBy(properties);
    V4l2Options.parse(options.values(Map.of()));
    String id = Objects.toString(properties.get(CaptureDevice.DEVICE_ID), "");
    this.offer =
        offers.offer(new V4l2Device(id, options, Surroundings.real(), codecs::present), properties);
  }

  @Deactivate
  void withdraw() {
    offer.withdraw();
  }
}
