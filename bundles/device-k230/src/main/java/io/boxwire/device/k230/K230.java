package io.boxwire.device.k230;

import io.boxwire.api.Boxwire;
import io.boxwire.device.k230.internal.PlainK230;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The MP4 module of the K230 board. An OSGi service; safe for use by any number of threads.
 *
 * <p>When the service goes, what it gave is closed: files that are being written are finished and
 * play, and later calls fail with {@code SERVICE_GONE}, or {@link KdMp4#K_MP4_ERR_SERVICE_GONE}.
 */
@ProviderType
public interface K230 {
  /**
   * Makes a container, as {@code Mp4Container()} does on the board. Nothing is opened yet.
   *
   * @return a new container
   */
  Mp4Container newMp4Container();

  /**
   * The {@code kd_mp4_*} calls. All instances and tracks that a program creates by one {@code
   * KdMp4} have different handles.
   *
   * @return a new set of handles, which holds nothing until {@link KdMp4#create}
   */
  KdMp4 newKdMp4();

  /**
   * Makes the module of parts that lie on a class path, without a framework.
   *
   * @param boxwire the parts found
   * @return the module
   */
  static K230 of(Boxwire boxwire) {
    return new PlainK230(boxwire);
  }
}
