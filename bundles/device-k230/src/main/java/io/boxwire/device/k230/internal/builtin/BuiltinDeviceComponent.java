package io.boxwire.device.k230.internal.builtin;

import io.boxwire.api.MediaException;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.device.k230.internal.device.Ranked;
import java.util.List;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Offers the built-in device as a service, with the G.711 plugins that are present at the time. A
 * session keeps none of them.
 */
@Component(
    service = CaptureDevice.class,
    immediate = true,
    property = CaptureDevice.DEVICE_ID + "=" + BuiltinDevice.ID)
public final class BuiltinDeviceComponent implements CaptureDevice {
  /** Lets those plugins through that have a PCM coder. */
  static final String G711 = "(|(codec=g711a)(codec=g711u))";

  private final Ranked<CodecPlugin> plugins = new Ranked<>();
  private final BuiltinDevice device = new BuiltinDevice(plugins::bestFirst);

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = G711)
  void bindPlugin(ServiceReference<CodecPlugin> reference, CodecPlugin plugin) {
    plugins.add(reference, plugin);
  }

  void unbindPlugin(ServiceReference<CodecPlugin> reference) {
    plugins.remove(reference);
  }

  @Override
  public String id() {
    return device.id();
  }

  @Override
  public String description() {
    return device.description();
  }

  @Override
  public List<Option> options() {
    return device.options();
  }

  @Override
  public CaptureSession open(CaptureRequest request) throws MediaException {
    return device.open(request);
  }
}
