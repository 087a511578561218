package io.boxwire.bitstream;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StartCodesTest {
  /** More than two rounds of the search, and a rest. */
  private static final int LENGTH = 200;

  @Test
  void find_oneStartCodeAnywhere_inAnyRange_isFoundIfAllOfItIsInside() {
    for (int place = 0; place <= LENGTH - StartCodes.PREFIX; place++) {
      byte[] bytes = filled(0x5A);
      put(bytes, place, 0, 0, 1);
      for (int from = 0; from < LENGTH; from++) {
        for (int to : new int[] {place + 2, place + 3, place + 4, LENGTH}) {
          if (from <= to && to <= LENGTH) {
            int expected = from <= place && place + 3 <= to ? place : -1;
            assertFound(bytes, from, to, expected);
          }
        }
      }
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void find_atTheEndOfTheLargestBuffer_comesToAnEnd(@TempDir Path folder) throws Exception {
    int size = Integer.MAX_VALUE;
    Path file = folder.resolve("large");
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, READ, WRITE, SPARSE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1, 2}), size - 2L);
      MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
      for (int from = size - 2 * LENGTH; from < size; from++) {
        int expected = from <= size - 4 ? size - 4 : -1;
        assertThat(StartCodes.find(bytes, from, size)).isEqualTo(expected);
        assertThat(StartCodes.find(bytes, from, Math.max(from, size - 2))).isEqualTo(-1);
      }
    }
  }

  @Test
  void find_pairsThatAreNoStartCode_anywhere_arePassed() {
    int[][] likenesses = {{0, 0, 0}, {0, 0, 3}, {0, 0, 2}, {0, 1, 1}, {0, 1, 0}, {1, 0, 1}};
    for (int[] likeness : likenesses) {
      for (int place = 0; place <= LENGTH - likeness.length; place++) {
        byte[] bytes = filled(0xFF);
        put(bytes, place, likeness);
        assertFound(bytes, 0, LENGTH, -1);
      }
    }
  }

  @Test
  void find_nothingButOneByte_isFoundNowhere() {
    for (int value = 0; value < 256; value++) {
      assertFound(filled(value), 0, LENGTH, -1);
    }
  }

  @Test
  void find_bytesOfAllSorts_findsWhatALookAtEachByteFinds() {
    Random random = new Random(20);
    byte[] values = {0, 1, 2, 3, (byte) 0x7F, (byte) 0x80, (byte) 0xFF, (byte) 0xFE};
    int found = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[LENGTH];
      random.nextBytes(bytes);
      // From the likeliest to hold many start codes to those with hardly any.
      int sorts = 2 + random.nextInt(values.length - 1);
      int chosen = random.nextInt(100);
      for (int i = 0; i < LENGTH; i++) {
        if (random.nextInt(100) < chosen) {
          bytes[i] = values[random.nextInt(sorts)];
        }
      }
      int from = random.nextInt(LENGTH);
      int to = from + random.nextInt(LENGTH - from + 1);
      int expected = lookAtEachByte(bytes, from, to);
      found += expected >= 0 ? 1 : 0;
      assertFound(bytes, from, to, expected);
    }
    assertThat(found).isBetween(2_000, 18_000);
  }

  @Test
  void find_rangeBeyondTheLimit_isRefused() {
    ByteBuffer buffer = ByteBuffer.allocate(8).limit(6);

    assertThatThrownBy(() -> StartCodes.find(buffer, 0, 7))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void find_oneAfterTheOther_findsWhatALookAtEachByteFinds() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      byte[] bytes = new byte[random.nextInt(400)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) random.nextInt(round % 2 == 0 ? 3 : 12);
      }
      int at = 0;
      while (at >= 0) {
        int expected = lookAtEachByte(bytes, at, bytes.length);
        assertFound(bytes, at, bytes.length, expected);
        at = expected < 0 ? -1 : expected + 1;
      }
    }
  }

  /** On the heap, in the middle of an array, and off the heap; the byte order says nothing. */
  private static void assertFound(byte[] bytes, int from, int to, int expected) {
    byte[] wider = new byte[bytes.length + 4];
    wider[wider.length - 1] = 1;
    System.arraycopy(bytes, 0, wider, 3, bytes.length);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();

    assertThat(StartCodes.find(ByteBuffer.wrap(bytes), from, to)).isEqualTo(expected);
    assertThat(StartCodes.find(ByteBuffer.wrap(wider).slice(3, bytes.length), from, to))
        .isEqualTo(expected);
    assertThat(StartCodes.find(direct.order(ByteOrder.LITTLE_ENDIAN), from, to))
        .isEqualTo(expected);
  }

  private static int lookAtEachByte(byte[] bytes, int from, int to) {
    for (int i = from; i + 2 < to; i++) {
      if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) {
        return i;
      }
    }
    return -1;
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[LENGTH];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static void put(byte[] bytes, int at, int... values) {
    for (int i = 0; i < values.length; i++) {
      bytes[at + i] = (byte) values[i];
    }
  }
}
