package io.boxwire.health.internal;

import io.boxwire.api.Recorder;
import java.time.Duration;
import java.util.List;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Offers {@link DiskCheck} as a health check. */
@Component(
    name = "io.boxwire.health.Disk",
    property = {
      HealthCheck.NAME + "=Boxwire disk",
      HealthCheck.TAGS + "=boxwire",
      HealthCheck.TAGS + "=disk"
    })
@Designate(ocd = DiskHealthCheck.Configuration.class)
public final class DiskHealthCheck implements HealthCheck {
  private static final long MEBI = 1 << 20;

  private final DiskCheck check;
  private final List<Recorder> recorders;

  /** From when on something is worth telling. */
  @ObjectClassDefinition(
      name = "Boxwire health: disk",
      description = "Room for recordings, and how long writing takes")
  public @interface Configuration {
    /**
     * The least room.
     *
     * @return MiB
     */
    @AttributeDefinition(
        name = "Least free space",
        description = "MiB free in a folder that is recorded to, below which it is critical",
        min = "0")
    long least_free_mib() default 1024;

    /**
     * The least time until there is no room.
     *
     * @return minutes
     */
    @AttributeDefinition(
        name = "Least time",
        description =
            "Minutes until it is full at the present bit rate, below which it is critical",
        min = "0")
    long least_minutes() default 10;

    /**
     * When writing is slow.
     *
     * @return milliseconds
     */
    @AttributeDefinition(
        name = "Slow write",
        description = "Milliseconds for a frame, above which there is a warning",
        min = "0")
    long slow_write_millis() default 500;

    /**
     * When writing is too slow.
     *
     * @return milliseconds
     */
    @AttributeDefinition(
        name = "Stuck write",
        description = "Milliseconds for a frame, above which it is critical",
        min = "0")
    long stuck_write_millis() default 2000;
  }

  /**
   * Makes the component.
   *
   * @param configuration the limits
   * @param recorders all that are present
   */
  @Activate
  public DiskHealthCheck(
      Configuration configuration,
      @Reference(policyOption = ReferencePolicyOption.GREEDY) List<Recorder> recorders) {
    DiskCheck.Limits limits =
        new DiskCheck.Limits(
            configuration.least_free_mib() * MEBI,
            Duration.ofMinutes(configuration.least_minutes()),
            Duration.ofMillis(configuration.slow_write_millis()),
            Duration.ofMillis(configuration.stuck_write_millis()));
    this.check = new DiskCheck(limits, Disk.LOCAL);
    this.recorders = recorders;
  }

  @Override
  public Result execute() {
    return Results.of(check, recorders);
  }
}
