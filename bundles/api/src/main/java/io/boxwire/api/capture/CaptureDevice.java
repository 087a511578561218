package io.boxwire.api.capture;

import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecPlugin;
import java.util.Collection;
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
   *     can; {@code NO_CODEC} if it needs a codec plugin for that and none is present; {@code
   *     DEVICE_FAILED} if it is busy or broken
   */
  CaptureSession open(CaptureRequest request) throws MediaException;

  /**
   * Makes a device that uses these codec plugins and no others, where it needs any to code what it
   * captures; for use without a service registry.
   *
   * @param plugins the plugins, best first
   * @return the device; by default this one, which needs none
   */
  default CaptureDevice using(Collection<? extends CodecPlugin> plugins) {
    return this;
  }

  /**
   * Makes a device that reads containers with this factory and no other, where what it captures
   * comes in one; for use without a service registry.
   *
   * @param demuxers opens the demuxers
   * @return the device; by default this one, which needs none
   */
  default CaptureDevice using(DemuxerFactory demuxers) {
    return this;
  }

  /**
   * An option of a device.
   *
   * @param name as given in {@link CaptureRequest#options()}
   * @param description one line, with the range of values
   * @param defaultValue what holds if it is not given
   */
  record Option(String name, String description, String defaultValue) {}
}
