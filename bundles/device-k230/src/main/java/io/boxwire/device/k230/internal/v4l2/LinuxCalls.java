package io.boxwire.device.k230.internal.v4l2;

import java.nio.ByteBuffer;

/**
 * The system calls that capturing needs, as the kernel offers them: a result below 0 is an error
 * number with its sign turned round, see {@link Errno}. Safe for use by any number of threads.
 */
interface LinuxCalls {
  /** {@code O_RDWR | O_NONBLOCK | O_CLOEXEC}, the same on x86, ARM and RISC-V. */
  int OPEN_FLAGS = 2 | 0x800 | 0x80000;

  /** {@code POLLIN}. */
  int POLL_IN = 1;

  /** {@code POLLERR}. */
  int POLL_ERROR = 8;

  /** {@code POLLHUP}. */
  int POLL_HANG_UP = 0x10;

  /** {@code POLLNVAL}. */
  int POLL_INVALID = 0x20;

  /**
   * Bytes of a {@code struct pollfd}: descriptor (32 bits), events asked for and told (16 each).
   */
  int POLL_ENTRY = 8;

  /** Opens a file with {@link #OPEN_FLAGS}; gives its descriptor. */
  int open(String path);

  /** Closes a descriptor. */
  int close(int fd);

  /**
   * Controls a device.
   *
   * @param argument a direct buffer, from index 0
   */
  int ioctl(int fd, int request, ByteBuffer argument);

  /** Maps memory of a device to read and write, shared; gives its address. */
  long mmap(int fd, long length, long offset);

  /** Takes back what {@link #mmap} gave. */
  int munmap(long address, long length);

  /**
   * Waits until a descriptor is ready.
   *
   * @param entries a direct buffer of {@code count} times {@link #POLL_ENTRY} bytes, from index 0
   * @return how many are ready; 0 if none was in time
   */
  int poll(ByteBuffer entries, int count, int timeoutMillis);

  /**
   * The bytes at an address, which must not be touched once they are unmapped.
   *
   * @return a direct buffer in native byte order
   */
  ByteBuffer memory(long address, int length);

  /** Where the memory of a direct buffer lies. */
  long address(ByteBuffer direct);
}
