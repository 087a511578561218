package io.boxwire.itests.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a recording process says of itself while it runs: memory that it shares with its parent, so
 * that the last word is known however it ends.
 */
final class Ledger {
  /** What is said, a number each. */
  enum Entry {
    /** When the recording began, by {@link System#nanoTime()}, one clock for all processes. */
    BEGAN,
    /** When closing began. */
    CLOSING,
    /** When all was done. */
    ENDED,
    /** How many pictures were taken. */
    VIDEO,
    /** How many blocks of sound were taken. */
    AUDIO,
    /** Up to where the muxer said that the file is on the storage. */
    DURABLE
  }

  private final ByteBuffer memory;

  /** Opens it, or makes it; either way it is the same for all that have it open. */
  Ledger(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      memory =
          channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) Long.BYTES * Entry.values().length);
    }
  }

  void set(Entry entry, long value) {
    memory.putLong(Long.BYTES * entry.ordinal(), value);
  }

  /** What was said; 0 for nothing yet. */
  long get(Entry entry) {
    return memory.getLong(Long.BYTES * entry.ordinal());
  }
}
