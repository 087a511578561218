package io.boxwire.itests.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** A file that remembers what was done to it, on storage that takes its time to force. */
final class LoggedFile extends InstrumentedFile {
  private final WriteLog log = new WriteLog();
  private final LongSupplier forceNanos;
  private volatile boolean swallows;

  /**
   * Makes the file.
   *
   * @param forceNanos how long the next force takes
   */
  LoggedFile(Path path, LongSupplier forceNanos) throws IOException {
    super(path);
    this.forceNanos = forceNanos;
  }

  /** From now on, forcing does nothing, and says that it did: a fault for the harness to find. */
  LoggedFile swallowingForces() {
    swallows = true;
    return this;
  }

  WriteLog log() {
    return log;
  }

  @Override
  int store(ByteBuffer source, long offset) throws IOException {
    byte[] bytes = new byte[source.remaining()];
    source.duplicate().get(bytes);
    int written = super.store(source, offset);
    log.write(offset, Arrays.copyOf(bytes, written));
    return written;
  }

  @Override
  void cut(long size) throws IOException {
    super.cut(size);
    log.truncate(size);
  }

  @Override
  void sync() {
    if (swallows) {
      return;
    }
    long[] begun = log.forceBegins();
    long end = System.nanoTime() + forceNanos.getAsLong();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    log.forceEnds(begun);
  }
}
