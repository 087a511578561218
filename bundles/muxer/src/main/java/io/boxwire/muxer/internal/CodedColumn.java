package io.boxwire.muxer.internal;

import io.boxwire.api.MediaException;
import java.util.Arrays;

/**
 * One column of the sample index: 64-bit numbers, kept in as few bytes as their regularity allows.
 *
 * <p>A run of equal values costs a few bytes however long it is (constant durations, the sizes of
 * G.711 blocks). A value seen before costs one byte (the composition offsets of a B-frame pattern),
 * a value near its predecessor two or three (jittering durations, sizes of pictures).
 *
 * <pre>
 * 00dddddd                    entry d of the dictionary, d &lt; 63
 * 00111111 number             the value itself, which also enters the dictionary while it has room
 * 01rrrrrr [number]           the last value r more times; with r = 0 the number says how often
 * 10vvvvvv vvvvvvvv           the last value plus v, zigzag
 * 11vvvvvv vvvvvvvv vvvvvvvv  the last value plus v, zigzag
 * </pre>
 */
final class CodedColumn {
  private static final int LITERAL = 0x3f;
  private static final int RUN = 0x40;
  private static final int NEAR = 0x80;
  private static final int FAR = 0xc0;
  private static final int DICTIONARY = LITERAL;

  private final ByteLog log;
  private final Dictionary dictionary = new Dictionary();
  private long count;
  private long runs;
  private long last;

  /** How often the last value repeats beyond what the log says. */
  private long pending;

  /**
   * Makes an empty column.
   *
   * @param store takes what would fill the heap
   */
  CodedColumn(PageStore store) {
    this.log = new ByteLog(store);
  }

  /** How many values there are. */
  long count() {
    return count;
  }

  /** How many times the value changes, the first one included. */
  long runs() {
    return runs;
  }

  /** The value added last; 0 if there is none. */
  long last() {
    return last;
  }

  long heapBytes() {
    return log.heapBytes() + (dictionary.values.length * 8L);
  }

  void add(long value) {
    add(value, 1);
  }

  /** Adds a value several times. */
  void add(long value, long times) {
    if (times == 0) {
      return;
    }
    if (runs > 0 && value == last) {
      pending += times;
    } else {
      flushRun();
      putValue(value);
      runs++;
      last = value;
      pending = times - 1;
    }
    count += times;
  }

  private void flushRun() {
    if (pending == 0) {
      return;
    }
    if (pending < 64) {
      log.put(RUN | (int) pending);
    } else {
      log.put(RUN);
      log.putNumber(pending);
    }
    pending = 0;
  }

  private void putValue(long value) {
    int known = dictionary.find(value);
    long zigzag = zigzag(value - last);
    if (known >= 0) {
      log.put(known);
    } else if (zigzag >>> 14 == 0) {
      log.put(NEAR | (int) (zigzag >>> 8));
      log.put((int) zigzag);
      dictionary.suggest(value);
    } else if (zigzag >>> 22 == 0) {
      log.put(FAR | (int) (zigzag >>> 16));
      log.put((int) (zigzag >>> 8));
      log.put((int) zigzag);
      dictionary.suggest(value);
    } else {
      log.put(LITERAL);
      log.putNumber(zigzag(value));
      dictionary.suggest(value);
    }
  }

  private static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  private static long unzigzag(long value) {
    return value >>> 1 ^ -(value & 1);
  }

  /** Reads from the start. Nothing may be added meanwhile. */
  Cursor cursor() {
    return new Cursor();
  }

  /** The first values that differ, in the order of their appearance; the same on both sides. */
  private static final class Dictionary {
    private long[] values = new long[4];
    private int size;

    int find(long value) {
      for (int i = 0; i < size; i++) {
        if (values[i] == value) {
          return i;
        }
      }
      return -1;
    }

    void suggest(long value) {
      if (size == DICTIONARY) {
        return;
      }
      if (size == values.length) {
        values = Arrays.copyOf(values, Math.min(DICTIONARY, 2 * size));
      }
      values[size++] = value;
    }
  }

  /** Walks over the values, one at a time or run by run. */
  final class Cursor {
    private final ByteLog.Reader in = log.reader();
    private final Dictionary seen = new Dictionary();
    private long value;
    private long left;
    private long given;

    boolean hasNext() {
      return given < count;
    }

    /** The next value. */
    long next() throws MediaException {
      if (left == 0) {
        load();
      }
      left--;
      given++;
      return value;
    }

    /**
     * Takes the whole next run of equal values, or what is left of it.
     *
     * @return how many values it has; {@link #value} tells which
     */
    long nextRun() throws MediaException {
      if (left == 0) {
        load();
      }
      long length = left;
      long of = value;
      given += length;
      left = 0;
      while (hasNext()) {
        load();
        if (value != of) {
          break;
        }
        length += left;
        given += left;
        left = 0;
      }
      runValue = of;
      return length;
    }

    private long runValue;

    long value() {
      return runValue;
    }

    private void load() throws MediaException {
      if (in.atEnd()) {
        left = pending;
        return;
      }
      int token = in.next();
      switch (token & 0xc0) {
        case 0 -> {
          if (token == LITERAL) {
            value = unzigzag(in.nextNumber());
            seen.suggest(value);
          } else {
            value = seen.values[token];
          }
          left = 1;
        }
        case RUN -> left = (token & 0x3f) == 0 ? in.nextNumber() : token & 0x3f;
        case NEAR -> {
          value += unzigzag((long) (token & 0x3f) << 8 | in.next());
          seen.suggest(value);
          left = 1;
        }
        default -> {
          value += unzigzag((long) (token & 0x3f) << 16 | (long) in.next() << 8 | in.next());
          seen.suggest(value);
          left = 1;
        }
      }
    }
  }
}
