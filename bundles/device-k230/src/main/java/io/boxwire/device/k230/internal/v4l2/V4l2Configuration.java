package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.device.k230.internal.device.DeviceOffers;
import io.boxwire.device.k230.internal.device.OptionSet;
import io.boxwire.device.k230.internal.device.Ranked;
import java.util.Map;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Offers a device for each configuration of {@value #PID}: several cameras at once. */
@Component(
    service = {},
    configurationPid = V4l2Configuration.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = V4l2Configuration.Settings.class, factory = true)
public final class V4l2Configuration {
  /** The factory PID. */
  static final String PID = "io.boxwire.device.k230.V4l2";

  private final Ranked<CodecPlugin> plugins = new Ranked<>();
  private final DeviceOffers offers;
  private DeviceOffers.Offer offer;

  /** What can be configured; names are those of the device's options. */
  @ObjectClassDefinition(
      name = "Boxwire capture device: Video4Linux",
      description = "A camera and the board's encoder, with no program in between")
  @interface Settings {
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
   * Makes the component.
   *
   * @param offers makes the device a service
   */
  @Activate
  public V4l2Configuration(@Reference DeviceOffers offers) {
    this.offers = offers;
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = "(|(codec=g711a)(codec=g711u))")
  void bindPlugin(ServiceReference<CodecPlugin> reference, CodecPlugin plugin) {
    plugins.add(reference, plugin);
  }

  void unbindPlugin(ServiceReference<CodecPlugin> reference) {
    plugins.remove(reference);
  }

  /** Offers it, once the plugins that are there are known. */
  @Activate
  void offer(Settings settings, Map<String, Object> properties) throws MediaException {
    OptionSet options = V4l2Options.KNOWN.configuredBy(properties);
    V4l2Options.of(options.values(Map.of()));
    V4l2Device device =
        new V4l2Device(settings.device_id(), options, Surroundings.real(), plugins::bestFirst);
    offer = offers.offer(device, properties);
  }

  @Deactivate
  void withdraw() {
    offer.withdraw();
  }
}
