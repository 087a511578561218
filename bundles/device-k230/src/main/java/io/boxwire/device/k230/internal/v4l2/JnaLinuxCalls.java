package io.boxwire.device.k230.internal.v4l2;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The C library, called through JNA. The only class that knows JNA, which may be absent.
 *
 * <p>Functions are looked up and invoked one by one: JNA would keep a class of ours that is mapped
 * to a library in its static tables, and with it the class loader of a bundle long updated. They
 * are looked up in the process, not in the library of a name, so that a preloaded library goes
 * first, as it does for programs in C.
 *
 * <p>{@code open} and {@code ioctl} take a variable number of arguments in C. The calling
 * conventions of x86-64, AArch64 and RISC-V Linux pass integers and pointers to such functions as
 * to any other.
 */
final class JnaLinuxCalls implements LinuxCalls {
  private static final int PROTECTION = 1 | 2; // PROT_READ | PROT_WRITE
  private static final int SHARED = 1; // MAP_SHARED

  private final Function open;
  private final Function close;
  private final Function ioctl;
  private final Function mmap;
  private final Function munmap;
  private final Function poll;

  /**
   * Looks the functions up.
   *
   * @throws UnsupportedOperationException if the process is not a 64-bit one
   * @throws LinkageError if JNA or its native part is not there
   */
  JnaLinuxCalls() {
    if (Native.POINTER_SIZE != Long.BYTES) {
      throw new UnsupportedOperationException("a 64-bit Java is needed");
    }
    NativeLibrary process = NativeLibrary.getProcess();
    open = process.getFunction("open");
    close = process.getFunction("close");
    ioctl = process.getFunction("ioctl");
    mmap = process.getFunction("mmap");
    munmap = process.getFunction("munmap");
    poll = process.getFunction("poll");
  }

  @Override
  public int open(String path) {
    return invoke(open, path, OPEN_FLAGS);
  }

  @Override
  public int close(int fd) {
    return invoke(close, fd);
  }

  @Override
  public int ioctl(int fd, int request, ByteBuffer argument) {
    return invoke(ioctl, fd, Integer.toUnsignedLong(request), argument);
  }

  @Override
  public long mmap(int fd, long length, long offset) {
    long address =
        mmap.invokeLong(new Object[] {Pointer.NULL, length, PROTECTION, SHARED, fd, offset});
    return address == -1 ? -Native.getLastError() : address;
  }

  @Override
  public int munmap(long address, long length) {
    return invoke(munmap, new Pointer(address), length);
  }

  @Override
  public int poll(ByteBuffer entries, int count, int timeoutMillis) {
    return invoke(poll, entries, (long) count, timeoutMillis);
  }

  @Override
  public ByteBuffer memory(long address, int length) {
    return new Pointer(address).getByteBuffer(0, length).order(ByteOrder.nativeOrder());
  }

  @Override
  public long address(ByteBuffer direct) {
    return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
  }

  private static int invoke(Function function, Object... arguments) {
    int result = function.invokeInt(arguments);
    // JNA keeps errno for each thread as the call left it.
    return result == -1 ? -Native.getLastError() : result;
  }
}
