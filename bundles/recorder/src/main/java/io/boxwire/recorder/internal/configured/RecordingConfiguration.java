package io.boxwire.recorder.internal.configured;

import io.boxwire.api.MediaException;
import java.util.Map;
import java.util.Objects;
import org.osgi.framework.Constants;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a recording for each configuration of the factory PID {@value #PID}. One with a value
 * that is impossible is active all the same, and its recording is listed as failed.
 */
@Component(
    service = {},
    configurationPid = RecordingConfiguration.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RecordingConfiguration.Settings.class, factory = true)
public final class RecordingConfiguration {
  /** The factory PID of its configurations. */
  static final String PID = "io.boxwire.recorder.Recording";

  private static final Logger LOG = LoggerFactory.getLogger(RecordingConfiguration.class);

  /**
   * What can be configured. All of it is text, so that a value of a wrong kind is refused here,
   * with its key, and not by Declarative Services with a stack trace.
   */
  @ObjectClassDefinition(
      name = "Boxwire recording",
      description = "Records a camera for as long as this configuration is there")
  @interface Settings {
    /** What it is called. */
    @AttributeDefinition(
        name = "Name",
        description = "unlike all others; if empty, that of the configuration",
        required = false)
    String name() default "";

    /** The device. */
    @AttributeDefinition(name = "Device", description = "the device.id of a capture device")
    String device() default "builtin";

    /** The device's options. */
    @AttributeDefinition(
        name = "Device options",
        description = "NAME=VALUE, several between commas; a comma of a value is \\,",
        required = false)
    String[] device_options() default {};

    /** The video codec. */
    @AttributeDefinition(name = "Video codec", description = "such as h264 or h265, or none")
    String video() default "h264";

    /** The audio codec. */
    @AttributeDefinition(name = "Audio codec", description = "such as g711u or g711a, or none")
    String audio() default "g711u";

    /** The picture size. */
    @AttributeDefinition(
        name = "Picture size",
        description = "WxH in pixels; if empty, the device's own",
        required = false)
    String size() default "";

    /** The folder. */
    @AttributeDefinition(
        name = "Folder",
        description = "where the files go; it is made if it is not there")
    String folder();

    /** The names of the files. */
    @AttributeDefinition(
        name = "File names",
        description =
            "%o is the recording's name, %n the number of the file; %Y %m %d %H %M %S are of the"
                + " local time, %s is seconds since 1970")
    String pattern() default "%o-%Y%m%d-%H%M%S.mp4";

    /** The layout. */
    @AttributeDefinition(
        name = "Layout",
        description = "hybrid, fragmented, progressive or faststart")
    String layout() default "hybrid";

    /** How long a file gets. */
    @AttributeDefinition(
        name = "Segment time",
        description = "seconds or HH:MM:SS after which a next file begins; 0: never")
    String segment_time() default "00:10:00";

    /** How large a file gets. */
    @AttributeDefinition(
        name = "Segment size",
        description = "bytes, or such as 500M or 2G, before which a next file begins; 0: never")
    String segment_size() default "0";

    /** How many bytes of files are kept. */
    @AttributeDefinition(
        name = "Keep size",
        description =
            "bytes, or such as 500M or 200G, that all files together take at most; the oldest are"
                + " removed; 0: no bound")
    String keep_size() default "0";

    /** How long files are kept. */
    @AttributeDefinition(
        name = "Keep age",
        description = "seconds or HH:MM:SS after which a file is removed; 0: never")
    String keep_age() default "0";

    /** How much room is kept. */
    @AttributeDefinition(
        name = "Keep free",
        description =
            "bytes, or such as 500M or 2G, that the disk has free at least; the oldest files are"
                + " removed for it; 0: none")
    String keep_free() default "0";

    /** When what is written is forced. */
    @AttributeDefinition(
        name = "Durability",
        description =
            "when what is written is forced to storage: fragment, never, or seconds or HH:MM:SS for"
                + " every so often")
    String durability() default "fragment";

    /** How long a fragment is. */
    @AttributeDefinition(
        name = "Fragment time",
        description = "seconds that a fragment lasts at least: what a power cut may take")
    String fragment_time() default "1";

    /** Where fragments begin. */
    @AttributeDefinition(
        name = "Fragment alignment",
        description =
            "at a multiple of how many bytes fragments begin; 4096 for storage that destroys the"
                + " block it writes in a power cut")
    String fragment_align() default "1";

    /** How long a muxer is waited for. */
    @AttributeDefinition(
        name = "Wait for a muxer",
        description = "seconds or HH:MM:SS for which frames are kept when the muxer has gone")
    String muxer_wait() default "10";

    /** How long to wait between tries. */
    @AttributeDefinition(
        name = "Longest pause",
        description = "seconds or HH:MM:SS between tries, at most; the first pause is 1 second")
    String retry() default "60";
  }

  private final RecordingConfigurations.Entry entry;

  /**
   * Asks for the recording.
   *
   * @param recordings makes it
   * @param settings what was configured
   * @param properties the same, with the PID
   */
  @Activate
  public RecordingConfiguration(
      @Reference RecordingConfigurations recordings,
      Settings settings,
      Map<String, Object> properties) {
    String pid = Objects.toString(properties.get(Constants.SERVICE_PID), PID);
    this.entry = recordings.add(pid);
    change(settings, properties);
  }

  @Modified
  void modified(Settings settings, Map<String, Object> properties) {
    change(settings, properties);
  }

  private void change(Settings settings, Map<String, Object> properties) {
    String pid = Objects.toString(properties.get(Constants.SERVICE_PID), PID);
    try {
      entry.change(RecordingPlan.of(settings, instance(pid)));
    } catch (MediaException e) {
      // Whoever configures wants to know key and value; where in our code it was found, nobody.
      LOG.error("configuration {}: {}", pid, e.getMessage());
      entry.refuse(instance(pid), e.getMessage());
    }
  }

  @Deactivate
  void deactivate(int reason) {
    entry.remove(
        reason == ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED
            ? RecordingConfigurations.Removal.FOR_GOOD
            : RecordingConfigurations.Removal.UNTIL_LATER);
  }

  /** What is behind the factory PID and {@code ~} (or {@code -} or a dot) in the PID. */
  static String instance(String pid) {
    return pid.startsWith(PID) && pid.length() > PID.length() + 1
        ? pid.substring(PID.length() + 1)
        : pid;
  }
}
