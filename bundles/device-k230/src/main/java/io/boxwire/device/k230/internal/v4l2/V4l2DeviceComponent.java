package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.device.k230.internal.device.DeviceOffers;
import io.boxwire.device.k230.internal.device.Ranked;
import java.util.Map;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Offers the device that is there without configuration. */
@Component(
    service = {},
    immediate = true)
public final class V4l2DeviceComponent {
  private final Ranked<CodecPlugin> plugins = new Ranked<>();
  private final DeviceOffers offers;
  private DeviceOffers.Offer offer;

  /**
   * Makes the component.
   *
   * @param offers makes the device a service
   */
  @Activate
  public V4l2DeviceComponent(@Reference DeviceOffers offers) {
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
  void offer() throws MediaException {
    V4l2Device device =
        new V4l2Device(V4l2Device.ID, V4l2Options.KNOWN, Surroundings.real(), plugins::bestFirst);
    offer = offers.offer(device, Map.of());
  }

  @Deactivate
  void withdraw() {
    offer.withdraw();
  }
}
