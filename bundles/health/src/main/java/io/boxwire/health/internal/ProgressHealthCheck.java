package io.boxwire.health.internal;

import io.boxwire.api.Recorder;
import java.time.Duration;
import java.time.InstantSource;
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

/** Offers {@link ProgressCheck} as a health check. */
@Component(
    name = "io.boxwire.health.Progress",
    property = {
      HealthCheck.NAME + "=Boxwire recordings",
      HealthCheck.TAGS + "=boxwire",
      HealthCheck.TAGS + "=recordings"
    })
@Designate(ocd = ProgressHealthCheck.Configuration.class)
public final class ProgressHealthCheck implements HealthCheck {
  private final ProgressCheck check;
  private final List<Recorder> recorders;

  /** From when on something is worth telling. */
  @ObjectClassDefinition(
      name = "Boxwire health: recordings",
      description = "Whether recordings advance")
  public @interface Configuration {
    /**
     * For how long a recording may stand still.
     *
     * @return milliseconds
     */
    @AttributeDefinition(
        name = "Patience",
        description =
            "Milliseconds for which a recording that runs may write nothing;"
                + " at least the time of five of its pictures",
        min = "0")
    long patience_millis() default 2000;
  }

  /**
   * Makes the component.
   *
   * @param configuration the limits
   * @param recorders all that are present
   */
  @Activate
  public ProgressHealthCheck(
      Configuration configuration,
      @Reference(policyOption = ReferencePolicyOption.GREEDY) List<Recorder> recorders) {
    this.check =
        new ProgressCheck(
            Duration.ofMillis(configuration.patience_millis()), InstantSource.system());
    this.recorders = recorders;
  }

  @Override
  public Result execute() {
    return Results.of(check, recorders);
  }
}
