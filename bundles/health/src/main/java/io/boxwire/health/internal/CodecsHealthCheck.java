package io.boxwire.health.internal;

import io.boxwire.api.Recorder;
import io.boxwire.api.codec.CodecPlugin;
import java.util.List;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Offers {@link CodecsCheck} as a health check. */
@Component(
    name = "io.boxwire.health.Codecs",
    property = {
      HealthCheck.NAME + "=Boxwire codecs",
      HealthCheck.TAGS + "=boxwire",
      HealthCheck.TAGS + "=codecs"
    })
public final class CodecsHealthCheck implements HealthCheck {
  private final CodecsCheck check;
  private final List<Recorder> recorders;

  /**
   * Makes the component.
   *
   * @param context of the bundle
   * @param recorders all that are present
   */
  @Activate
  public CodecsHealthCheck(
      BundleContext context,
      @Reference(policyOption = ReferencePolicyOption.GREEDY) List<Recorder> recorders) {
    Present present = new Present(context);
    this.check = new CodecsCheck(() -> present.values(CodecPlugin.class, CodecPlugin.CODEC));
    this.recorders = recorders;
  }

  @Override
  public Result execute() {
    return Results.of(check, recorders);
  }
}
