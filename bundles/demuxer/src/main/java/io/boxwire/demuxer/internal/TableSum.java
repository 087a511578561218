package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.ByteRange;
import io.boxwire.box.Table;
import io.boxwire.box.TableWindow;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Adds up the sizes of the samples in a track's tables, chunk by chunk, without looking at what
 * else is said of each sample. It speaks only where {@link TableWalk} would find nothing wrong on
 * its way: whatever is unusual, or comes near a limit, is left to the walk. For one thread.
 */
final class TableSum {
  /** So many samples can't reach the latest time there may be, however long they last. */
  private static final long MOST_SAMPLES = Ticks.LIMIT >>> Integer.SIZE;

  private final SampleTables tables;
  private final ChunkCursor chunks;
  private final Sizes sizes;

  private TableSum(SampleTables tables) throws MediaException {
    this.tables = tables;
    this.chunks = new ChunkCursor(tables.path(), tables.sampleToChunk(), tables.chunkOffsets());
    this.sizes = new Sizes(tables.sizes());
  }

  /**
   * Adds up.
   *
   * @param track the track
   * @param input where the file ends
   * @return how many bytes all samples of its tables take; empty if they have to be walked
   * @throws MediaException if the storage fails
   */
  static OptionalLong bytes(Track track, InputEnd input) throws MediaException {
    SampleTables tables = track.tables();
    boolean usual =
        track.tablesProblem().isEmpty()
            && track.packing().isEmpty()
            && tables.constantSize() == 0
            && tables.groups().roll().isEmpty()
            && tables.count() <= MOST_SAMPLES;
    if (!usual) {
      return OptionalLong.empty();
    }
    try {
      return new TableSum(tables).bytes(input.end());
    } catch (MediaException e) {
      if (e.code() != MediaException.Code.MALFORMED) {
        throw e;
      }
      // The walk comes upon it as well, or upon something else before, and tells of that.
      return OptionalLong.empty();
    }
  }

  private OptionalLong bytes(long end) throws MediaException {
    long total = 0;
    long[] offsets = new long[Entries.BLOCK];
    for (long sample = 0; sample < tables.count(); ) {
      if (!chunks.next()) {
        return OptionalLong.empty();
      }
      int alike = chunks.alike(offsets);
      long each = chunks.samples();
      for (int i = 0; i < alike && sample < tables.count(); i++) {
        long samples = Math.min(each, tables.count() - sample);
        long bytes = sizes.sum(samples);
        if (offsets[i] < 0 || bytes > end - offsets[i]) {
          return OptionalLong.empty();
        }
        total += bytes;
        sample += samples;
      }
    }
    boolean usual =
        sizes.largest <= OverlapGuard.MOST_BYTES
            && sizes.empty <= OverlapGuard.MOST_EMPTY
            && total / OverlapGuard.MOST_PASSES <= end;
    return usual ? OptionalLong.of(total) : OptionalLong.empty();
  }

  /** The table of sizes, taken out of it in blocks, in order. */
  private static final class Sizes {
    private static final int BLOCK = 16 << 10;

    private final Table table;

    /** For sizes of less than 32 bits. */
    private final TableWindow narrow;

    private final ByteBuffer bytes;
    private final int[] block = new int[BLOCK];
    private long blockEnd;
    private int at;
    private int filled;

    /** The largest size of all that were asked for, and how many were 0. */
    private long largest;

    private long empty;

    Sizes(Table table) throws MediaException {
      this.table = table;
      this.narrow = table.window();
      this.bytes = ByteBuffer.allocateDirect(Integer.BYTES * BLOCK);
    }

    /** The sum of the next sizes. */
    long sum(long samples) throws MediaException {
      if (samples <= filled - at) {
        // The usual way: where chunks are short, this is asked for millions of them.
        at += (int) samples;
        return sumOfBlock(at - (int) samples, at);
      }
      long sum = 0;
      for (long left = samples; left > 0; ) {
        if (at == filled) {
          fill();
        }
        int end = (int) Math.min(filled, at + left);
        left -= end - at;
        sum += sumOfBlock(at, end);
        at = end;
      }
      return sum;
    }

    private long sumOfBlock(int from, int to) {
      long sum = 0;
      for (int i = from; i < to; i++) {
        long size = block[i] & 0xffff_ffffL;
        sum += size;
        if (size > largest) {
          largest = size;
        } else if (size == 0) {
          empty++;
        }
      }
      return sum;
    }

    private void fill() throws MediaException {
      int sizes = (int) Math.min(BLOCK, table.count() - blockEnd);
      if (table.layout().entryBits() == Integer.SIZE) {
        ByteRange stored = table.bytes();
        bytes.clear().limit(Integer.BYTES * sizes);
        stored.source().readFully(stored.position() + Integer.BYTES * blockEnd, bytes);
        bytes.flip().asIntBuffer().get(block, 0, sizes);
      } else {
        for (int i = 0; i < sizes; i++) {
          block[i] = (int) narrow.value(blockEnd + i, 0);
        }
      }
      blockEnd += sizes;
      at = 0;
      filled = sizes;
    }
  }
}
