package io.boxwire.device.k230.internal.container;

import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.api.codec.CodecPlugin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.StandardOpenOption;
import java.util.Collection;

/** Opens muxers on a disk that is full after so many bytes. */
record SmallDisk(MuxerFactory muxers, long size) implements MuxerFactory {
  @Override
  public Muxer open(Sink sink, MuxerOptions options) throws MediaException {
    try {
      FileChannel file =
          FileChannel.open(
              ((Sink.File) sink).path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return muxers.open(new Sink.Seekable(new Channel(file, size)), options);
    } catch (IOException e) {
      throw MediaException.io("creating the file", e);
    }
  }

  @Override
  public MuxerFactory using(Collection<? extends CodecPlugin> plugins) {
    return new SmallDisk(muxers.using(plugins), size);
  }

  /** Writes within the file go on when nothing can be appended, as on a real disk. */
  private record Channel(FileChannel file, long limit) implements SeekableByteChannel {
    @Override
    public int write(ByteBuffer source) throws IOException {
      long room = limit - file.position();
      if (room <= 0 && source.hasRemaining()) {
        throw new IOException("No space left on device");
      }
      ByteBuffer part = source.slice();
      part.limit((int) Math.min(room, part.limit()));
      int written = file.write(part);
      source.position(source.position() + written);
      return written;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return file.read(target);
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      file.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public SeekableByteChannel truncate(long to) throws IOException {
      file.truncate(to);
      return this;
    }

    @Override
    public boolean isOpen() {
      return file.isOpen();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
