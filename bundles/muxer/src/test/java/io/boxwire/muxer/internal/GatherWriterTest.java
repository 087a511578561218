package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.FileRegion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatherWriterTest {
  /** Notes what it is given. */
  private static final class Notes implements Output {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final List<ByteBuffer> given = new ArrayList<>();
    final List<Long> regions = new ArrayList<>();

    @Override
    public long position() {
      return bytes.size();
    }

    @Override
    public void append(ByteBuffer[] buffers, int count) {
      for (int i = 0; i < count; i++) {
        given.add(buffers[i]);
        while (buffers[i].hasRemaining()) {
          bytes.write(buffers[i].get());
        }
      }
    }

    @Override
    public void append(FileRegion region, long length) {
      regions.add(length);
      bytes.writeBytes(new byte[(int) length]);
    }

    @Override
    public boolean seekable() {
      return false;
    }

    @Override
    public boolean readable() {
      return false;
    }

    @Override
    public void write(long offset, ByteBuffer data) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void read(long offset, ByteBuffer into) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void truncate(long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void force() {}

    @Override
    public void close() {}
  }

  @Test
  void payload_isHandedOnFromWhereItLies() throws IOException {
    Notes notes = new Notes();
    GatherWriter writer = new GatherWriter(notes);
    byte[] payload = FakeCodec.picture('S', 1, 20_000, 1);
    writer.word(20_000);
    writer.bytes(ByteBuffer.wrap(payload));
    writer.flush();
    assertThat(notes.given).anyMatch(b -> b.hasArray() && b.array() == payload);
    assertThat(notes.bytes.toByteArray()).isEqualTo(LayoutTest.nalUnit(payload));
  }

  @Test
  void smallAndLargePieces_comeInOrder() throws IOException {
    Notes notes = new Notes();
    GatherWriter writer = new GatherWriter(notes);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (int i = 0; i < 3000; i++) {
      byte[] piece = FakeCodec.picture('N', 1, 3 + i * 7 % 1300, i);
      expected.writeBytes(LayoutTest.nalUnit(piece));
      assertThat(writer.position()).isEqualTo(expected.size() - piece.length - 4);
      writer.word(piece.length);
      writer.bytes(ByteBuffer.wrap(piece));
      if (writer.full()) {
        writer.flush();
      }
    }
    writer.flush();
    assertThat(notes.bytes.toByteArray()).isEqualTo(expected.toByteArray());
  }

  @Test
  void neighbouringPiecesOfOneBuffer_becomeOne() throws IOException {
    Notes notes = new Notes();
    GatherWriter writer = new GatherWriter(notes);
    ByteBuffer memory = ByteBuffer.wrap(FakeCodec.picture('S', 1, 30_000, 3));
    for (int i = 0; i < 10; i++) {
      writer.bytes(memory, i * 3000, 3000);
    }
    writer.flush();
    assertThat(notes.given).hasSize(1);
    assertThat(notes.bytes.toByteArray()).isEqualTo(memory.array());
  }

  @Test
  void neighbouringRegions_becomeOneTransfer() throws Exception {
    Notes notes = new Notes();
    GatherWriter writer = new GatherWriter(notes);
    try (java.nio.channels.FileChannel channel =
        java.nio.channels.FileChannel.open(java.nio.file.Path.of("pom.xml"))) {
      writer.region(new FileRegion(channel, 0, 100));
      writer.region(new FileRegion(channel, 100, 50));
      writer.region(new FileRegion(channel, 400, 50));
      writer.word(1);
      writer.region(new FileRegion(channel, 450, 10));
      assertThat(writer.position()).isEqualTo(214);
      writer.flush();
    }
    assertThat(notes.regions).containsExactly(150L, 50L, 10L);
  }
}
