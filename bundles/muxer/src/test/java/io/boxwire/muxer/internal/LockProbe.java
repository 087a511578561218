package io.boxwire.muxer.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A program that says by its status whether a file is locked by another process. */
final class LockProbe {
  static final int FREE = 10;
  static final int LOCKED = 11;

  private LockProbe() {}

  public static void main(String[] arguments) throws IOException {
    try (FileChannel file = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
      System.exit(file.tryLock() == null ? LOCKED : FREE);
    }
  }
}
