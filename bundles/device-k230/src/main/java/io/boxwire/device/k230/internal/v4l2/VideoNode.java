package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An open device node. Calls that a signal interrupts are made again; every other error becomes an
 * exception that names node, call and error. Used by one thread at a time.
 */
final class VideoNode {
  private final LinuxCalls calls;
  private final String path;
  private final int fd;
  private boolean closed;

  private VideoNode(LinuxCalls calls, String path, int fd) {
    this.calls = calls;
    this.path = path;
    this.fd = fd;
  }

  /**
   * Opens a node to read and write, not blocking.
   *
   * @param path such as {@code /dev/video1}
   * @throws MediaException {@code DEVICE_FAILED} if it can't be opened
   */
  static VideoNode open(LinuxCalls calls, String path) throws MediaException {
    int result;
    do {
      result = calls.open(path);
    } while (result == -Errno.EINTR);
    if (result < 0) {
      throw Errno.failure(path, "open", -result);
    }
    return new VideoNode(calls, path, result);
  }

  /** Its path. */
  String path() {
    return path;
  }

  /** Its descriptor. */
  int fd() {
    return fd;
  }

  /** The calls it was opened with. */
  LinuxCalls calls() {
    return calls;
  }

  /** Memory for the argument of a request: zeros, in native byte order. */
  static ByteBuffer argument(Ioctl request) {
    return ByteBuffer.allocateDirect(request.argumentSize()).order(ByteOrder.nativeOrder());
  }

  /**
   * Makes a request.
   *
   * @param argument a direct buffer as large as the request says
   */
  void call(Ioctl request, ByteBuffer argument) throws MediaException {
    int result = result(request, argument);
    if (result < 0) {
      throw failure(request, result);
    }
  }

  /**
   * Makes a request whose errors are of use to the caller.
   *
   * @return below 0 for an error, as {@link LinuxCalls#ioctl}, never {@code EINTR}
   */
  int result(Ioctl request, ByteBuffer argument) {
    int result;
    do {
      result = calls.ioctl(fd, request.number(), argument);
    } while (result == -Errno.EINTR);
    return result;
  }

  /**
   * Makes the exception for a request.
   *
   * @param result what {@link #result} returned, below 0
   */
  MediaException failure(Ioctl request, int result) {
    return Errno.failure(path, request.name(), -result);
  }

  /** Closes it. Does nothing the second time. */
  void close() throws MediaException {
    if (closed) {
      return;
    }
    closed = true;
    int result = calls.close(fd);
    // Linux has let go of the descriptor even if a signal came meanwhile: never close it again.
    if (result < 0 && result != -Errno.EINTR) {
      throw Errno.failure(path, "close", -result);
    }
  }
}
