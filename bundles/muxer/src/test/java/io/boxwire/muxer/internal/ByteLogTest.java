package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages leave the heap at any time after they are full, and are read as if they had not. */
class ByteLogTest {
  /** Stores pages when it is told to, far apart from each other. */
  private static final class Shelf implements PageStore {
    private final ArrayDeque<ByteLog> waiting = new ArrayDeque<>();
    private final ArrayDeque<byte[]> bytes = new ArrayDeque<>();
    private final List<byte[]> stored = new ArrayList<>();
    private final long distance;
    int reads;

    Shelf(long distance) {
      this.distance = distance;
    }

    @Override
    public void full(ByteLog log, byte[] page) {
      waiting.add(log);
      bytes.add(page);
    }

    /** Stores all that waits but so many. */
    void store(int but) {
      while (waiting.size() > but) {
        stored.add(bytes.remove().clone());
        waiting.remove().stored(stored.size() * distance);
      }
    }

    @Override
    public void read(long place, ByteBuffer into) throws IOException {
      reads++;
      if (place % distance != 0 || place / distance > stored.size()) {
        throw new EOFException();
      }
      into.put(stored.get((int) (place / distance) - 1));
    }
  }

  private static int value(long at) {
    return (int) (at * 31 + at / 8192) & 0xff;
  }

  private static void read(ByteLog log, long size) throws MediaException {
    assertThat(log.size()).isEqualTo(size);
    ByteLog.Reader reader = log.reader();
    for (long at = 0; at < size; at++) {
      if (reader.next() != value(at)) {
        throw new AssertionError("byte " + at);
      }
    }
    assertThat(reader.atEnd()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 1000})
  void put_pagesStoredWithSomeDelay_readsAsWritten(int delay) throws MediaException {
    Shelf shelf = new Shelf(10_000);
    ByteLog log = new ByteLog(shelf);
    for (int at = 0; at < 100 * ByteLog.PAGE + 17; at++) {
      log.put(value(at));
      shelf.store(delay);
      if (at == 63 || at == 64 || at % 100_003 == 0 || at % ByteLog.PAGE == 0 && at < 50_000) {
        read(log, at + 1);
      }
    }
    read(log, 100 * ByteLog.PAGE + 17);
  }

  @Test
  void put_hundredsOfMegabytes_takesAFewPagesOfHeap() throws MediaException {
    Shelf shelf = new Shelf(1L << 33);
    ByteLog log = new ByteLog(shelf);
    long size = 3000L * ByteLog.PAGE;
    for (long at = 0; at < size; at++) {
      log.put(value(at));
      shelf.store(0);
    }
    assertThat(log.heapBytes()).isLessThan(3 * ByteLog.PAGE);
    read(log, size);
    assertThat(shelf.reads).as("with the pages of the list of pages").isGreaterThan(3000);
  }

  @Test
  void read_storeFails_saysSo() {
    ByteLog log =
        new ByteLog(
            new PageStore() {
              @Override
              public void full(ByteLog full, byte[] page) {
                full.stored(1);
              }

              @Override
              public void read(long place, ByteBuffer into) throws IOException {
                throw new IOException("the card is worn out");
              }
            });
    for (int i = 0; i <= ByteLog.PAGE; i++) {
      log.put(i);
    }
    assertThatThrownBy(() -> log.reader().next())
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("the card is worn out");
  }
}
