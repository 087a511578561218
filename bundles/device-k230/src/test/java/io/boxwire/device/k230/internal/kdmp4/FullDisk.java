package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.api.codec.CodecPlugin;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.StandardOpenOption;
import java.util.Collection;

/** A muxer factory whose files are on a disk that is full after so many bytes. */
final class FullDisk implements MuxerFactory {
  static final String MESSAGE = "No space left on device";

  private final MuxerFactory real;
  private final long room;

  private FullDisk(MuxerFactory real, long room) {
    this.real = real;
    this.room = room;
  }

  /** Puts the files of these parts on such a disk. */
  static void after(long room, TestParts parts) {
    parts.muxers = new FullDisk(parts.muxers, room);
  }

  @Override
  public Muxer open(Sink sink, MuxerOptions options) throws MediaException {
    try {
      FileChannel file =
          FileChannel.open(
              ((Sink.File) sink).path(),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      return real.open(new Sink.Seekable(limited(file)), options);
    } catch (MediaException e) {
      throw e;
    } catch (IOException e) {
      throw MediaException.io("opening", e);
    }
  }

  private SeekableByteChannel limited(FileChannel file) {
    return (SeekableByteChannel)
        Proxy.newProxyInstance(
            FullDisk.class.getClassLoader(),
            new Class<?>[] {SeekableByteChannel.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("write")
                  && file.position() + ((ByteBuffer) arguments[0]).remaining() > room) {
                throw new IOException(MESSAGE);
              }
              return method.invoke(file, arguments);
            });
  }

  @Override
  public MuxerFactory using(Collection<? extends CodecPlugin> plugins) {
    return new FullDisk(real.using(plugins), room);
  }
}
