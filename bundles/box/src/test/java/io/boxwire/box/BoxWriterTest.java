package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import org.junit.jupiter.api.Test;

class BoxWriterTest {

  @Test
  void write_throughSmallBuffer_sameBytesAsInMemory() throws MediaException {
    Box movie = SampleFiles.movie();
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    BoxWriter out = BoxWriter.to(new OneByteAtATime(sink), 64);
    out.write(movie).flush();
    assertThat(ByteBuffer.wrap(sink.toByteArray())).isEqualTo(Boxes.write(movie));
  }

  @Test
  void write_boxThatLiesInFile_copiesItThroughTheBuffer() throws MediaException {
    ByteBuffer bytes = ByteBuffer.allocate(100_000);
    for (int i = 0; i < bytes.capacity(); i++) {
      bytes.put((byte) (i * 31));
    }
    Box inFile = MediaDataBox.of(ByteRange.of(new FileLike(bytes.flip()), 0, 100_000));
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    BoxWriter.to(Channels.newChannel(sink), 4096).write(inFile).flush();
    assertThat(ByteBuffer.wrap(sink.toByteArray()))
        .isEqualTo(Boxes.write(MediaDataBox.of(ByteRange.of(bytes))));
    assertThat(Boxes.write(inFile)).isEqualTo(ByteBuffer.wrap(sink.toByteArray()));
  }

  @Test
  void header_payloadBeyond32Bits_becomesLarge() throws MediaException {
    long most = 0xffff_ffffL - 8;
    BoxWriter out = BoxWriter.inMemory();
    out.header(MediaDataBox.TYPE, most);
    assertThat(Boxes.toHex(out.toBuffer())).isEqualTo("ffffffff6d646174");
    out.clear();
    out.header(MediaDataBox.TYPE, most + 1);
    assertThat(Boxes.toHex(out.toBuffer())).isEqualTo("000000016d6461740000000100000008");
    assertThat(BoxWriter.headerSize(most)).isEqualTo(8);
    assertThat(BoxWriter.headerSize(most + 1)).isEqualTo(16);
  }

  @Test
  void largeHeader_smallPayload_has16Bytes() throws MediaException {
    BoxWriter out = BoxWriter.inMemory().largeHeader(MediaDataBox.TYPE, 5);
    assertThat(Boxes.toHex(out.toBuffer())).isEqualTo("000000016d6461740000000000000015");
  }

  @Test
  void write_valueBeyondField_isRefusedByName() {
    Box box = TrackHeaderBox.audio(0, 1L << 32, 0);
    MediaException e = BadBoxes.assertCode(() -> Boxes.write(box), Code.LIMIT_EXCEEDED);
    assertThat(e).hasMessageContaining("track_ID 4294967296");
  }

  @Test
  void flush_outputFails_saysSo() {
    BadBoxes.assertCode(
        () -> BoxWriter.to(new Failing(new IOException("full")), 64).write(SampleFiles.movie()),
        Code.IO);
    BadBoxes.assertCode(
        () ->
            BoxWriter.to(new Failing(new ClosedChannelException()), 64).write(SampleFiles.movie()),
        Code.CLOSED);
  }

  /** A channel that never takes more than a byte. */
  private record OneByteAtATime(ByteArrayOutputStream sink) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer source) {
      if (!source.hasRemaining()) {
        return 0;
      }
      sink.write(source.get());
      return 1;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // Nothing to let go.
    }
  }

  /** A channel that takes nothing. */
  private record Failing(IOException failure) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer source) throws IOException {
      throw failure;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // Nothing to let go.
    }
  }
}
