package io.boxwire.itests.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A file of which one call fails. Calls are counted: writes, truncations, forces. */
final class FaultyFile extends InstrumentedFile {
  /** What the exception says. */
  static final String SAYS = "the harness fails this call";

  /** What goes wrong. */
  enum Fault {
    /** The call fails and does nothing. */
    FAILS,
    /** The call does half of what it should, then fails. */
    FAILS_HALFWAY,
    /** The call fails, and each one after it. */
    FAILS_FROM_THEN_ON,
    /** The disk is full: half of a write finds room, and nothing can be appended after. */
    DISK_FULL,
    /** A write takes half of the bytes and says so, which is no error. */
    SHORT_WRITE
  }

  private final Fault fault;
  private final int failing;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean failed;

  /**
   * Makes the file.
   *
   * @param failing which call it is, from 1
   */
  FaultyFile(Path path, Fault fault, int failing) throws IOException {
    super(path);
    this.fault = fault;
    this.failing = failing;
  }

  /** How many calls there were. */
  int calls() {
    return calls.get();
  }

  /** Whether the call came. */
  boolean failed() {
    return failed;
  }

  @Override
  int store(ByteBuffer source, long offset) throws IOException {
    boolean now = now();
    boolean appends = offset + source.remaining() > size();
    if (now && fault == Fault.SHORT_WRITE) {
      return half(source, offset);
    }
    if (now && (fault == Fault.FAILS_HALFWAY || fault == Fault.DISK_FULL && appends)) {
      half(source, offset);
      throw failure();
    }
    if (now || failed && fault == Fault.DISK_FULL && appends) {
      throw failure();
    }
    return super.store(source, offset);
  }

  private int half(ByteBuffer source, long offset) throws IOException {
    ByteBuffer part = source.slice().limit((source.remaining() + 1) / 2);
    int written = super.store(part, offset);
    source.position(source.position() + written);
    return written;
  }

  @Override
  void cut(long size) throws IOException {
    if (now() && errs()) {
      throw failure();
    }
    super.cut(size);
  }

  @Override
  void sync() throws IOException {
    if (now() && errs()) {
      throw failure();
    }
  }

  private boolean errs() {
    return fault != Fault.SHORT_WRITE && fault != Fault.DISK_FULL;
  }

  private boolean now() {
    boolean now = calls.incrementAndGet() == failing;
    failed |= now;
    return now || failed && fault == Fault.FAILS_FROM_THEN_ON;
  }

  private IOException failure() {
    return new IOException(fault == Fault.DISK_FULL ? "No space left on device" : SAYS);
  }
}
