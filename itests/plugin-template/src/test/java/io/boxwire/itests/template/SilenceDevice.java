package io.boxwire.itests.template;

import io.boxwire.api.MediaException;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import java.util.List;

/**
 * The example of a capture device in the guide. In a bundle it is a component, {@code
 * Component(immediate = true, property = CaptureDevice.DEVICE_ID + "=silence")}.
 */
public final class SilenceDevice implements CaptureDevice {
  private static final Option SECONDS = new Option("seconds", "how long, 1 to 3600", "2");

  /** Makes the device. */
  public SilenceDevice() {}

  @Override
  public String id() {
    return "silence";
  }

  @Override
  public String description() {
    return "Silence in mu-law";
  }

  @Override
  public List<Option> options() {
    return List.of(SECONDS);
  }

  @Override
  public CaptureSession open(CaptureRequest request) throws MediaException {
    if (request.videoCodec().isPresent() || !request.audioCodec().orElse("g711u").equals("g711u")) {
      throw MediaException.of(
          MediaException.Code.BAD_REQUEST, "silence delivers g711u sound, and no video");
    }
    return new SilenceSession(seconds(request));
  }

  private static int seconds(CaptureRequest request) throws MediaException {
    String value = request.options().getOrDefault(SECONDS.name(), SECONDS.defaultValue());
    if (!value.matches("[1-9][0-9]{0,2}|[1-2][0-9]{3}|3[0-5][0-9]{2}|3600")) {
      throw MediaException.of(
          MediaException.Code.BAD_REQUEST, "seconds is 1 to 3600, not " + value);
    }
    return Integer.parseInt(value);
  }
}
