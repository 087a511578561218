package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.MediaException;
import io.boxwire.device.k230.internal.device.DeviceOffers;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Offers the ffmpeg device that needs no configuration. */
@Component(
    service = {},
    immediate = true)
public final class FfmpegDeviceComponent {
  private final DeviceOffers.Offer offer;

  /**
   * Offers it.
   *
   * @param offers makes it a service
   * @param demuxers read what its children write
   * @throws MediaException never
   */
  @Activate
  public FfmpegDeviceComponent(@Reference DeviceOffers offers, @Reference Demuxers demuxers)
      throws MediaException {
    FfmpegDevice device = new FfmpegDevice(FfmpegDevice.ID, FfmpegOptions.KNOWN, demuxers::best);
    this.offer = offers.offer(device, Map.of());
  }

  @Deactivate
  void withdraw() {
    offer.withdraw();
  }
}
