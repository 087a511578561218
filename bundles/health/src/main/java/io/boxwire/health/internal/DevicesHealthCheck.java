package io.boxwire.health.internal;

import io.boxwire.api.Recorder;
import io.boxwire.api.capture.CaptureDevice;
import java.util.List;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Offers {@link DeviceCheck} as a health check. */
@Component(
    name = "io.boxwire.health.Devices",
    property = {
      HealthCheck.NAME + "=Boxwire devices",
      HealthCheck.TAGS + "=boxwire",
      HealthCheck.TAGS + "=devices"
    })
public final class DevicesHealthCheck implements HealthCheck {
  private final DeviceCheck check;
  private final List<Recorder> recorders;

  /**
   * Makes the component.
   *
   * @param context of the bundle
   * @param recorders all that are present
   */
  @Activate
  public DevicesHealthCheck(
      BundleContext context,
      @Reference(policyOption = ReferencePolicyOption.GREEDY) List<Recorder> recorders) {
    Present present = new Present(context);
    this.check =
        new DeviceCheck(() -> present.values(CaptureDevice.class, CaptureDevice.DEVICE_ID));
    this.recorders = recorders;
  }

  @Override
  public Result execute() {
    return Results.of(check, recorders);
  }
}
