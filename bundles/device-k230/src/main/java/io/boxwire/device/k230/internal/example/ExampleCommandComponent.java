package io.boxwire.device.k230.internal.example;

import io.boxwire.api.CommandExtension;
import io.boxwire.api.CommandLine.Streams;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.device.k230.K230;
import io.boxwire.device.k230.internal.K230Component;
import io.boxwire.device.k230.internal.device.DeviceOffers;
import io.boxwire.device.k230.internal.device.Ranked;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Offers the command as a service, with the module and its configuration. */
@Component(service = CommandExtension.class, configurationPid = K230Component.PID)
public final class ExampleCommandComponent implements CommandExtension {
  private final Ranked<CaptureDevice> devices = new Ranked<>();
  private final ExampleCommand command;
  private volatile String defaultDevice = DeviceOffers.BUILTIN;

  /**
   * Makes the command.
   *
   * @param context of the bundle
   * @param k230 the module
   * @param properties the configuration of the module
   */
  @Activate
  public ExampleCommandComponent(
      BundleContext context, @Reference K230 k230, Map<String, Object> properties) {
    String version = context.getBundle().getVersion().toString();
    this.command = new ExampleCommand(k230, devices::bestFirst, () -> defaultDevice, version);
    modified(properties);
  }

  @Modified
  void modified(Map<String, Object> properties) {
    Object id = properties.getOrDefault(K230Component.DEFAULT_DEVICE, DeviceOffers.BUILTIN);
    defaultDevice = String.valueOf(id);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindDevice(ServiceReference<CaptureDevice> reference, CaptureDevice device) {
    devices.add(reference, device);
  }

  void unbindDevice(ServiceReference<CaptureDevice> reference) {
    devices.remove(reference);
  }

  @Override
  public String name() {
    return command.name();
  }

  @Override
  public String summary() {
    return command.summary();
  }

  @Override
  public int run(List<String> arguments, Streams streams) throws InterruptedException {
    return command.run(arguments, streams);
  }
}
