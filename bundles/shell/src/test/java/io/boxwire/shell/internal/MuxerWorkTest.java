package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MuxerWorkTest {
  private static final int CLIPS = 8;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "progressive, can't be played: it lacks its index",
    "hybrid, holds what came before the fault"
  })
  void run_diskIsFull_saysWhetherTheRestPlays(String layout, String words) throws Exception {
    byte[] clip = TestMedia.clip("h264");
    ByteBuffer stream = ByteBuffer.allocate(CLIPS * clip.length);
    for (int i = 0; i < CLIPS; i++) {
      stream.put(clip);
    }
    Files.write(folder.resolve("v.h264"), stream.array());
    TestParts parts = TestParts.real();
    parts.with(new OnSmallDisk(parts.muxers(), CLIPS / 2 * clip.length));

    TestShell.Result result =
        new TestShell(parts, folder)
            .run("mux", "-o", "o.mp4", "--layout", layout, "--video", "v.h264");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("the disk is full").contains("o.mp4 " + words);
    assertThat(folder.resolve("o.mp4")).exists();
  }

  /** Gives muxers whose files can't grow beyond a size. */
  private record OnSmallDisk(MuxerFactory real, long capacity) implements MuxerFactory {
    @Override
    public Muxer open(Sink sink, MuxerOptions options) throws MediaException {
      try {
        FileChannel file =
            FileChannel.open(
                ((Sink.File) sink).path(),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        return real.open(new Sink.Seekable(new SmallDisk(file, capacity)), options);
      } catch (IOException e) {
        throw MediaException.io("no file", e);
      }
    }

    @Override
    public MuxerFactory using(Collection<? extends CodecPlugin> plugins) {
      return new OnSmallDisk(real.using(plugins), capacity);
    }
  }

  private record SmallDisk(FileChannel file, long capacity) implements SeekableByteChannel {
    @Override
    public int write(ByteBuffer bytes) throws IOException {
      if (file.position() + bytes.remaining() > capacity) {
        throw new IOException("the disk is full");
      }
      return file.write(bytes);
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
      return file.read(bytes);
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
    public SeekableByteChannel truncate(long size) throws IOException {
      file.truncate(size);
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
