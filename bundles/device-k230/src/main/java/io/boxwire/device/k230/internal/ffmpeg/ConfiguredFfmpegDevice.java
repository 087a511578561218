package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.MediaException;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.device.k230.internal.device.DeviceOffers;
import io.boxwire.device.k230.internal.device.OptionSet;
import java.util.Map;
import java.util.Objects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Offers an ffmpeg device for each configuration, whose values are the defaults of its options. */
@Component(
    service = {},
    configurationPid = ConfiguredFfmpegDevice.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConfiguredFfmpegDevice.Configuration.class, factory = true)
public final class ConfiguredFfmpegDevice {
  /** The factory PID. */
  static final String PID = "io.boxwire.device.k230.Ffmpeg";

  private final DeviceOffers.Offer offer;

  /**
   * Checks the configuration and offers the device.
   *
   * @param offers makes it a service
   * @param demuxers read what its children write
   * @param properties the configuration
   * @throws MediaException {@code BAD_REQUEST} if a value is impossible
   */
  @Activate
  public ConfiguredFfmpegDevice(
      @Reference DeviceOffers offers, @Reference Demuxers demuxers, Map<String, Object> properties)
      throws MediaException {
    OptionSet options = FfmpegOptions.KNOWN.configuredBy(properties);
    FfmpegOptions.check(options);
    String id = Objects.toString(properties.get(CaptureDevice.DEVICE_ID), "");
    this.offer = offers.offer(new FfmpegDevice(id, options, demuxers::best), properties);
  }

  @Deactivate
  void withdraw() {
    offer.withdraw();
  }

  /** What can be configured: the name, and a default for each option. */
  @ObjectClassDefinition(
      name = "Boxwire ffmpeg capture device",
      description = "A camera or microphone that ffmpeg captures and encodes")
  @interface Configuration {
    /** The name. */
    @AttributeDefinition(name = "Name", description = "the device.id, unlike all others")
    String device_id();

    /** Option {@code preset}. */
    @AttributeDefinition(
        name = "Preset",
        description = "what is captured: test, v4l2, webcam, rtsp or custom")
    String preset() default "test";

    /** Option {@code ffmpeg}. */
    @AttributeDefinition(
        name = "Executable",
        description = "path of the ffmpeg executable, or its name on the PATH")
    String ffmpeg() default "ffmpeg";

    /** Option {@code device}. */
    @AttributeDefinition(
        name = "Camera node",
        description = "if not /dev/video1 for v4l2, /dev/video0 for webcam",
        required = false)
    String device() default "";

    /** Option {@code url}. */
    @AttributeDefinition(
        name = "Address",
        description = "for rtsp: rtsp:// or rtsps:// address, with user:password@ if needed",
        type = AttributeType.PASSWORD,
        required = false)
    String url() default "";

    /** Option {@code input}. */
    @AttributeDefinition(
        name = "Input arguments",
        description = "for custom: ffmpeg's arguments up to its inputs, quoted as for sh",
        required = false)
    String input() default "";

    /** Option {@code output}. */
    @AttributeDefinition(
        name = "Output arguments",
        description = "for custom: arguments that encode; those of webcam if empty",
        required = false)
    String output() default "";

    /** Option {@code args}. */
    @AttributeDefinition(
        name = "Further arguments",
        description = "put in front of the inputs, quoted as for sh",
        required = false)
    String args() default "";

    /** Option {@code size}. */
    @AttributeDefinition(name = "Picture size", description = "if the request names none")
    String size() default "1280x720";

    /** Option {@code fps}. */
    @AttributeDefinition(
        name = "Pictures a second",
        description = "1 to 240, or a fraction such as 30000/1001")
    String fps() default "30";

    /** Option {@code bitrate}. */
    @AttributeDefinition(
        name = "Video bits a second",
        description = "1000 to 1000000000, or such as 4M")
    String bitrate() default "4M";

    /** Option {@code gop}. */
    @AttributeDefinition(
        name = "Group of pictures",
        description = "pictures from a sync picture to the next at most",
        min = "1",
        max = "1000")
    int gop() default 30;

    /** Option {@code audio.device}. */
    @AttributeDefinition(name = "Sound source", description = "as alsa or pulse name it")
    String audio_device() default "default";

    /** Option {@code audio.system}. */
    @AttributeDefinition(name = "Sound system", description = "alsa or pulse")
    String audio_system() default "alsa";

    /** Option {@code rate}. */
    @AttributeDefinition(
        name = "Sampling rate",
        description = "hertz, a multiple of 25",
        min = "8000",
        max = "48000")
    int rate() default 8000;

    /** Option {@code channels}. */
    @AttributeDefinition(name = "Audio channels", description = "1 or 2", min = "1", max = "2")
    int channels() default 1;

    /** Option {@code start}. */
    @AttributeDefinition(
        name = "Start",
        description = "seconds until the first frame at most, 0.1 to 600")
    String start() default "15";

    /** Option {@code stall}. */
    @AttributeDefinition(
        name = "Stall",
        description = "seconds without a frame at most, 0.1 to 600")
    String stall() default "5";

    /** Option {@code restart}. */
    @AttributeDefinition(
        name = "Restart",
        description = "after which ends ffmpeg is started again: always, failure or never")
    String restart() default "always";

    /** Option {@code attempts}. */
    @AttributeDefinition(
        name = "Attempts",
        description = "how many times in a row it is started again",
        min = "0",
        max = "1000000")
    int attempts() default 10;

    /** Option {@code backoff}. */
    @AttributeDefinition(
        name = "First wait",
        description = "seconds before the first attempt, 0 to 3600")
    String backoff() default "0.5";

    /** Option {@code backoff.max}. */
    @AttributeDefinition(
        name = "Longest wait",
        description = "seconds before a later attempt at most, 0 to 3600")
    String backoff_max() default "30";
  }
}
