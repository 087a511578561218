package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaListener;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StreamReaderTest {
  private static final int WINDOW = 64;
  private static final MediaListener NO_LISTENER = event -> {};

  /** Frames behind a length of four bytes; a length of 0 breaks the format. */
  private static final class Lengths implements Assembler {
    private long time;

    @Override
    public void assemble(ByteBuffer window, Receiver out) throws MediaException {
      while (window.remaining() >= 4
          && window.getInt(window.position()) <= window.remaining() - 4) {
        int length = window.getInt();
        if (length == 0) {
          throw MediaException.of(Code.MALFORMED, "a frame of no bytes");
        }
        ByteBuffer payload = window.slice(window.position(), length);
        window.position(window.position() + length);
        out.frame(Frame.on(1).time(time++).payload(payload).build());
      }
    }

    @Override
    public void finish(ByteBuffer window, Receiver out) throws MediaException {
      assemble(window, out);
      if (window.hasRemaining()) {
        throw MediaException.of(Code.TRUNCATED, "the last frame is cut");
      }
    }

    @Override
    public Optional<TrackFormat> format() {
      return time == 0 ? Optional.empty() : Optional.of(TrackFormat.video("x", 25).build());
    }
  }

  private static byte[] stream(List<byte[]> frames) {
    ByteBuffer bytes = ByteBuffer.allocate(frames.stream().mapToInt(f -> 4 + f.length).sum());
    frames.forEach(f -> bytes.putInt(f.length).put(f));
    return bytes.array();
  }

  private static List<byte[]> frames(int... sizes) {
    Random random = new Random(1);
    List<byte[]> frames = new ArrayList<>();
    for (int size : sizes) {
      byte[] frame = new byte[size];
      random.nextBytes(frame);
      frames.add(frame);
    }
    return frames;
  }

  private static StreamReader reader(byte[] stream) {
    ReadableByteChannel channel = Channels.newChannel(new ByteArrayInputStream(stream));
    return new StreamReader(channel, new Lengths(), WINDOW, NO_LISTENER, channel);
  }

  private static byte[] bytes(Frame frame) {
    byte[] bytes = new byte[frame.size()];
    frame.payload().get(bytes);
    return bytes;
  }

  @Test
  void take_framesAcrossWindows_areWholeAndInOrder() throws Exception {
    List<byte[]> expected = frames(1, 30, 60, 59, 61, 64, 65, 200, 1000, 3, 10_000, 2);
    List<byte[]> found = new ArrayList<>();
    try (StreamReader reader = reader(stream(expected))) {
      for (Optional<Frame> next = reader.peek(); next.isPresent(); next = reader.peek()) {
        Frame frame = reader.take();
        assertThat(frame.decodeTime()).isEqualTo(found.size());
        assertThat(frame.transferred()).isTrue();
        assertThat(reader.format()).isPresent();
        found.add(bytes(frame));
        frame.release();
      }
    }

    assertThat(found).usingRecursiveComparison().isEqualTo(expected);
  }

  @Test
  void take_framesHeldToTheEnd_keepTheirBytes() throws Exception {
    List<byte[]> expected = frames(new Random(2).ints(500, 1, 100).toArray());
    List<Frame> held = new ArrayList<>();
    try (StreamReader reader = reader(stream(expected))) {
      while (reader.peek().isPresent()) {
        held.add(reader.take());
      }
    }

    assertThat(held.stream().map(StreamReaderTest::bytes).toList())
        .usingRecursiveComparison()
        .isEqualTo(expected);
    held.forEach(Frame::release);
  }

  @Test
  void peek_emptyStream_isTheEnd() throws Exception {
    try (StreamReader reader = reader(new byte[0])) {
      assertThat(reader.peek()).isEmpty();
      assertThat(reader.peek()).isEmpty();
    }
  }

  @Test
  void peek_malformedStream_throwsBehindTheFramesBefore() throws Exception {
    List<byte[]> frames = frames(5, 6, 0, 7);
    try (StreamReader reader = reader(stream(frames))) {
      assertThat(reader.peek()).isPresent();
      assertThat(bytes(reader.take())).isEqualTo(frames.get(0));
      assertThat(reader.peek()).isPresent();
      assertThat(bytes(reader.take())).isEqualTo(frames.get(1));
      assertThatThrownBy(reader::peek)
          .isInstanceOf(MediaException.class)
          .hasMessage("a frame of no bytes");
    }
  }

  @Test
  void peek_failingStorage_saysSo() throws Exception {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("I/O error");
          }
        };
    ReadableByteChannel channel = Channels.newChannel(broken);
    try (StreamReader reader =
        new StreamReader(channel, new Lengths(), WINDOW, NO_LISTENER, channel)) {
      assertThatThrownBy(reader::peek)
          .isInstanceOfSatisfying(
              MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.IO))
          .hasMessage("the stream can't be read: I/O error");
    }
  }

  @Test
  void close_whileItReadsAhead_endsItsThread() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    byte[] stream = stream(frames(new Random(3).ints(5000, 1, 100).toArray()));
    ReadableByteChannel channel = Channels.newChannel(new ByteArrayInputStream(stream));
    StreamReader reader =
        new StreamReader(channel, new Lengths(), WINDOW, NO_LISTENER, closed::countDown);
    assertThat(reader.peek()).isPresent();

    reader.close();

    assertThat(closed.await(1, TimeUnit.SECONDS)).isTrue();
    assertThat(reader.join(10_000)).isTrue();
  }
}
