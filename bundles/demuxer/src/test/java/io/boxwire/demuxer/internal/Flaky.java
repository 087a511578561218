package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.box.ByteSource;
import java.nio.ByteBuffer;

/** Storage that can't be read at times, as one behind a network. */
final class Flaky implements ByteSource {
  private final ByteSource source;
  boolean fails;

  Flaky(ByteSource source) {
    this.source = source;
  }

  @Override
  public long size() throws MediaException {
    return source.size();
  }

  @Override
  public int read(long position, ByteBuffer target) throws MediaException {
    if (fails) {
      throw MediaException.of(Code.IO, "the storage is away");
    }
    return source.read(position, target);
  }
}
