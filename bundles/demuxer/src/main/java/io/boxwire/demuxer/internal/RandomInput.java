package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadOwner;
import io.boxwire.box.ByteSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An input that can be read at any position. A file that was opened here is closed when the demuxer
 * and all kept frames that lie in it have let go. Safe for use by any number of threads.
 */
final class RandomInput implements PayloadOwner, InputEnd {
  private final ByteSource source;
  private final Optional<FileChannel> owned;
  private final AtomicInteger holds = new AtomicInteger(1);

  private RandomInput(ByteSource source, Optional<FileChannel> owned) {
    this.source = source;
    this.owned = owned;
  }

  /** Opens a file. */
  static RandomInput open(Path path) throws MediaException {
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      return new RandomInput(ByteSource.of(channel), Optional.of(channel));
    } catch (NoSuchFileException e) {
      throw MediaException.of(MediaException.Code.IO, "there is no file " + path, e);
    } catch (IOException e) {
      throw MediaException.io("opening " + path, e);
    }
  }

  /** Uses a channel, which the caller closes. */
  static RandomInput of(SeekableByteChannel channel) {
    return new RandomInput(ByteSource.of(channel), Optional.empty());
  }

  ByteSource source() {
    return source;
  }

  /** The file, if one was opened here. */
  Optional<FileChannel> file() {
    return owned;
  }

  @Override
  public long end() throws MediaException {
    return source.size();
  }

  @Override
  public void retain() {
    holds.incrementAndGet();
  }

  @Override
  public void release() {
    try {
      letGo();
    } catch (MediaException ignored) {
      // Nothing is lost where a file was only read, and whoever releases a frame can't be told.
      return;
    }
  }

  /** Ends the demuxer's own hold. */
  void letGo() throws MediaException {
    if (holds.decrementAndGet() > 0 || owned.isEmpty()) {
      return;
    }
    try {
      owned.get().close();
    } catch (IOException e) {
      throw MediaException.io("closing the input", e);
    }
  }
}
