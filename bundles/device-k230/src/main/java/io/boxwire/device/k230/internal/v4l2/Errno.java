package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.util.Map;

/** Error numbers of Linux, as on x86, ARM and RISC-V. */
final class Errno {
  /** A signal came before the call had done anything. */
  static final int EINTR = 4;

  /** Not ready yet. */
  static final int EAGAIN = 11;

  /** Wrong argument; the end of what is enumerated. */
  static final int EINVAL = 22;

  /** The last buffer has been taken. */
  static final int EPIPE = 32;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "EPERM (operation not permitted)"),
          Map.entry(2, "ENOENT (no such file or directory)"),
          Map.entry(EINTR, "EINTR (interrupted system call)"),
          Map.entry(5, "EIO (input/output error)"),
          Map.entry(6, "ENXIO (no such device or address)"),
          Map.entry(9, "EBADF (bad file descriptor)"),
          Map.entry(EAGAIN, "EAGAIN (resource temporarily unavailable)"),
          Map.entry(12, "ENOMEM (cannot allocate memory)"),
          Map.entry(13, "EACCES (permission denied)"),
          Map.entry(14, "EFAULT (bad address)"),
          Map.entry(16, "EBUSY (device or resource busy)"),
          Map.entry(19, "ENODEV (no such device)"),
          Map.entry(EINVAL, "EINVAL (invalid argument)"),
          Map.entry(23, "ENFILE (too many open files in system)"),
          Map.entry(24, "EMFILE (too many open files)"),
          Map.entry(25, "ENOTTY (inappropriate ioctl for device)"),
          Map.entry(28, "ENOSPC (no space left on device)"),
          Map.entry(EPIPE, "EPIPE (broken pipe)"),
          Map.entry(34, "ERANGE (numerical result out of range)"),
          Map.entry(61, "ENODATA (no data available)"),
          Map.entry(71, "EPROTO (protocol error)"),
          Map.entry(75, "EOVERFLOW (value too large for defined data type)"),
          Map.entry(95, "EOPNOTSUPP (operation not supported)"),
          Map.entry(105, "ENOBUFS (no buffer space available)"),
          Map.entry(110, "ETIMEDOUT (connection timed out)"));

  private Errno() {}

  /**
   * An error for people.
   *
   * @param number the error number, above 0
   * @return such as {@code EBUSY (device or resource busy)}
   */
  static String text(int number) {
    return NAMES.getOrDefault(number, "errno " + number);
  }

  /**
   * Makes the exception for a call that failed.
   *
   * @param path the device
   * @param call the call's name
   * @param number the error number, above 0
   * @return {@code DEVICE_FAILED}, such as {@code /dev/video1: VIDIOC_S_FMT: EBUSY (device or
   *     resource busy)}
   */
  static MediaException failure(String path, String call, int number) {
    return MediaException.of(Code.DEVICE_FAILED, path + ": " + call + ": " + text(number));
  }
}
