package io.boxwire.api.capture;

import io.boxwire.api.MediaException;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A source of coded frames. An OSGi service with the property {@link #DEVICE_ID}. Its methods are
 * called from any thread.
 */
@ConsumerType
public interface CaptureDevice {
  /** Service property: the value of {@link #id()}. */
  String DEVICE_ID = "device.id";

  /**
   * The device's name among all present.
   *
   * @return such as {@code builtin}
   */
  String id();

  /**
   * What the device is, for people.
   *
   * @return one line
   */
  String description();

  /**
   * The options it understands.
   *
   * @return in the order they are best shown
   */
  List<Option> options();

  /**
   * Opens the device. Capturing starts with the first {@link CaptureSession#read()}.
   *
   * @param request what is wanted of it
   * @return the session, to be closed by the caller
   * @throws MediaException {@code BAD_REQUEST} if it can't deliver what is wanted, and says what it
   *     can; {@code DEVICE_FAILED} if it is busy or broken
   */
  CaptureSession open(CaptureRequest request) throws MediaException;

  /**
   * An option of a device.
   *
   * @param name as given in {@link CaptureRequest#options()}
   * @param description one line, with the range of values
   * @param defaultValue what holds if it is not given
   */
  record Option(String name, String description, String defaultValue) {}
}
