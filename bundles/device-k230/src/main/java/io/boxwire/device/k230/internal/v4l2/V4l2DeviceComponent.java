package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.MediaException;
import io.boxwire.device.k230.internal.device.DeviceOffers;
import io.boxwire.device.k230.internal.device.SoundCodecs;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Offers the device that is there without configuration. */
@Component(
    service = {},
    immediate = true)
public final class V4l2DeviceComponent {
  private final DeviceOffers.Offer offer;

  /**
   * Offers it.
   *
   * @param offers makes it a service
   * @param codecs code its sound
   * @throws MediaException never
   */
  @Activate
  public V4l2DeviceComponent(@Reference DeviceOffers offers, @Reference SoundCodecs codecs)
      throws MediaException {
    V4l2Device device =
        new V4l2Device(V4l2Device.ID, V4l2Options.KNOWN, Surroundings.real(), codecs::present);
    this.offer = offers.offer(device, Map.of());
  }

  @Deactivate
  void withdraw() {
    offer.withdraw();
  }
}
