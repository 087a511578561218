package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadOwner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class GatherWriterTest {
  private final Random random = new Random(1);
  private final ByteArrayOutputStream expected = new ByteArrayOutputStream();
  private final AtomicInteger held = new AtomicInteger();

  private final PayloadOwner owner =
      new PayloadOwner() {
        @Override
        public void retain() {
          held.incrementAndGet();
        }

        @Override
        public void release() {
          held.decrementAndGet();
        }
      };

  private Frame frame(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    expected.writeBytes(bytes);
    owner.retain();
    int cut = size / 3;
    return Frame.on(1)
        .slices(List.of(ByteBuffer.wrap(bytes, 0, cut), ByteBuffer.wrap(bytes, cut, size - cut)))
        .transferred(owner)
        .build();
  }

  /** A channel that takes little at a time, as pipes do. */
  private static final class Narrow implements GatheringByteChannel {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Override
    public int write(ByteBuffer source) {
      int taken = Math.min(1000, source.remaining());
      for (int i = 0; i < taken; i++) {
        out.write(source.get());
      }
      return taken;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
      long taken = 0;
      for (int i = offset; i < offset + length && taken < 1500; i++) {
        taken += write(sources[i]);
        if (sources[i].hasRemaining()) {
          break;
        }
      }
      return taken;
    }

    @Override
    public long write(ByteBuffer[] sources) {
      return write(sources, 0, sources.length);
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  /** Says no more than whether they are: there are megabytes. */
  private static void assertSame(ByteArrayOutputStream found, ByteArrayOutputStream wanted) {
    assertThat(Arrays.equals(found.toByteArray(), wanted.toByteArray()))
        .as("%d bytes, as %d wanted", found.size(), wanted.size())
        .isTrue();
  }

  @Test
  void write_narrowChannel_getsAllBytesInOrder() throws Exception {
    Narrow channel = new Narrow();
    try (GatherWriter writer = new GatherWriter()) {
      GatherWriter.Stream stream = writer.stream(channel);
      for (int i = 0; i < 3000; i++) {
        stream.write(frame(1 + random.nextInt(3000)));
      }
      stream.flush();
      writer.finish();
    }

    assertSame(channel.out, expected);
    assertThat(held).hasValue(0);
  }

  @Test
  void write_plainChannel_getsAllBytesInOrder() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GatherWriter writer = new GatherWriter()) {
      GatherWriter.Stream stream = writer.stream(Channels.newChannel(out));
      for (int i = 0; i < 100; i++) {
        stream.write(frame(1 + random.nextInt(100_000)));
      }
      stream.flush();
      writer.finish();
    }

    assertSame(out, expected);
    assertThat(held).hasValue(0);
  }

  @Test
  void write_fullDisk_failsAndReleasesAll() throws Exception {
    WritableByteChannel full =
        Channels.newChannel(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("No space left on device");
              }
            });
    try (GatherWriter writer = new GatherWriter()) {
      GatherWriter.Stream stream = writer.stream(full);
      stream.write(frame(10));
      stream.flush();

      assertThatThrownBy(writer::finish)
          .isInstanceOf(MediaException.class)
          .hasMessage("the stream can't be written: No space left on device");
    }
    assertThat(held).hasValue(0);
  }

  @Test
  void write_channelThrowsWhatItShouldNot_failsAndReleasesAll() throws Exception {
    WritableByteChannel broken =
        Channels.newChannel(
            new OutputStream() {
              @Override
              public void write(int b) {
                throw new IllegalStateException("broken");
              }
            });
    try (GatherWriter writer = new GatherWriter()) {
      GatherWriter.Stream stream = writer.stream(broken);
      for (int i = 0; i < 10; i++) {
        stream.write(frame(10));
        try {
          stream.flush();
        } catch (MediaException e) {
          break;
        }
      }

      assertThatThrownBy(writer::finish)
          .isInstanceOf(MediaException.class)
          .hasMessage("the stream can't be written: broken");
    }
  }
}
