package io.boxwire.device.k230.internal.builtin;

import io.boxwire.api.MediaException;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.device.k230.internal.device.SoundCodecs;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Offers the built-in device as a service, with the G.711 plugins that are present at the time. A
 * session keeps none of them.
 */
@Component(
    service = CaptureDevice.class,
    immediate = true,
    property = CaptureDevice.DEVICE_ID + "=" + BuiltinDevice.ID)
public final class BuiltinDeviceComponent implements CaptureDevice {
  private final BuiltinDevice device;

  /**
   * Makes it.
   *
   * @param codecs code the sound
   */
  @Activate
  public BuiltinDeviceComponent(@Reference SoundCodecs codecs) {
    this.device = new BuiltinDevice(codecs::present);
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
