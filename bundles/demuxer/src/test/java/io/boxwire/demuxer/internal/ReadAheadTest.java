package io.boxwire.demuxer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.box.ByteSource;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
  private final byte[] file = pattern(10_000);
  private final Reading.BytesChannel channel = new Reading.BytesChannel(file);
  private final ReadAhead ahead = new ReadAhead(ByteSource.of(channel));

  @Test
  void read_neighbours_bringsThemInOneAccess() throws Exception {
    ahead.refresh();
    for (int at = 100; at < 3000; at += 16) {
      assertThat(read(at, 16)).isEqualTo(ByteBuffer.wrap(file, at, 16));
    }
    assertThat(channel.reads()).isEqualTo(1);
  }

  @Test
  void read_acrossTheWindowsEnd_givesAllBytes() throws Exception {
    ahead.refresh();
    read(0, 8);
    assertThat(read(4000, 500)).isEqualTo(ByteBuffer.wrap(file, 4000, 500));
    assertThat(read(200, 9000)).isEqualTo(ByteBuffer.wrap(file, 200, 9000));
  }

  @Test
  void read_behindTheEnd_saysSo() throws Exception {
    ahead.refresh();
    assertThat(ahead.read(file.length, ByteBuffer.allocate(8))).isNegative();
    assertThat(ahead.size()).isEqualTo(file.length);
  }

  @Test
  void forget_bytesChanged_areReadAnew() throws Exception {
    ahead.refresh();
    read(0, 8);
    file[3] = 99;
    assertThat(read(0, 8).get(3)).isEqualTo(pattern(4)[3]);
    ahead.forget();
    assertThat(read(0, 8).get(3)).isEqualTo((byte) 99);
  }

  @Test
  void read_afterStorageFailed_givesWhatLiesThere() throws Exception {
    Flaky storage = new Flaky(ByteSource.of(channel));
    ReadAhead input = new ReadAhead(storage);
    input.refresh();
    input.readFully(0, ByteBuffer.allocate(8));
    storage.fails = true;
    assertThatThrownBy(() -> input.readFully(6000, ByteBuffer.allocate(8)))
        .isInstanceOf(MediaException.class);
    storage.fails = false;
    ByteBuffer bytes = ByteBuffer.allocate(8);
    input.readFully(6000, bytes);
    assertThat(bytes.flip()).isEqualTo(ByteBuffer.wrap(file, 6000, 8));
  }

  private ByteBuffer read(long position, int size) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    ahead.readFully(position, bytes);
    return bytes.flip();
  }

  private static byte[] pattern(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i * 7);
    }
    return bytes;
  }
}
