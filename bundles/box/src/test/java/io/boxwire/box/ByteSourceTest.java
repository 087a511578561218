package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.itests.fixtures.ForwardingChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByteSourceTest {
  private static final byte[] CONTENT = {10, 11, 12, 13, 14};

  @TempDir private Path folder;

  private static String read(ByteSource source, long position, int size) throws MediaException {
    ByteBuffer target = ByteBuffer.allocate(size);
    source.readFully(position, target);
    return Boxes.toHex(target.flip());
  }

  @Test
  void read_fileChannel_leavesItsPosition() throws IOException {
    Path file = Files.write(folder.resolve("content"), CONTENT);
    try (FileChannel channel = FileChannel.open(file)) {
      channel.position(2);
      ByteSource source = ByteSource.of(channel);
      assertThat(read(source, 1, 3)).isEqualTo("0b0c0d");
      assertThat(source.size()).isEqualTo(5);
      assertThat(source.read(5, ByteBuffer.allocate(1))).isEqualTo(-1);
      assertThat(channel.position()).isEqualTo(2);
    }
  }

  @Test
  void read_otherChannel_anyPosition() throws IOException {
    Path file = Files.write(folder.resolve("content"), CONTENT);
    try (FileChannel channel = FileChannel.open(file)) {
      ByteSource source = ByteSource.of(new OtherChannel(channel));
      assertThat(read(source, 3, 2)).isEqualTo("0d0e");
      assertThat(read(source, 0, 2)).isEqualTo("0a0b");
      assertThat(source.size()).isEqualTo(5);
    }
  }

  @Test
  void read_closedChannel_saysSo() throws IOException {
    Path file = Files.write(folder.resolve("content"), CONTENT);
    FileChannel channel = FileChannel.open(file);
    channel.close();
    ByteSource source = ByteSource.of(channel);
    BadBoxes.assertCode(source::size, Code.CLOSED);
    BadBoxes.assertCode(() -> read(source, 0, 1), Code.CLOSED);
  }

  @Test
  void readFully_tooFewBytes_isTruncatedAtTheEnd() {
    ByteSource source = ByteSource.of(ByteBuffer.wrap(CONTENT), 100);
    MediaException e = BadBoxes.assertCode(() -> read(source, 103, 4), Code.TRUNCATED);
    assertThat(e.offset()).hasValue(105);
  }

  @Test
  void read_partInMemory_countsFromTheFile() throws MediaException {
    ByteSource source = ByteSource.of(ByteBuffer.wrap(CONTENT, 1, 3), 100);
    assertThat(source.size()).isEqualTo(103);
    assertThat(read(source, 101, 2)).isEqualTo("0c0d");
    assertThatIllegalArgumentException().isThrownBy(() -> read(source, 99, 1));
  }

  @Test
  void range_toBuffer_isReadOnlyAndNotCopiedFromMemory() throws MediaException {
    byte[] content = CONTENT.clone();
    ByteRange range = ByteRange.of(ByteSource.of(ByteBuffer.wrap(content)), 1, 2);
    ByteBuffer bytes = range.toBuffer();
    content[1] = 99;
    assertThat(bytes.isReadOnly()).isTrue();
    assertThat(Boxes.toHex(bytes)).isEqualTo("630c");
  }

  @Test
  void range_ofArray_isACopy() throws MediaException {
    byte[] content = CONTENT.clone();
    ByteRange range = ByteRange.of(content);
    content[0] = 99;
    assertThat(range).isEqualTo(ByteRange.of(CONTENT)).isNotEqualTo(ByteRange.of(content));
    assertThat(range).hasToString("5 bytes 0a0b0c0d0e");
  }

  /** A channel that has no way to read by position. */
  private static final class OtherChannel extends ForwardingChannel {
    OtherChannel(SeekableByteChannel channel) {
      super(channel);
    }
  }
}
