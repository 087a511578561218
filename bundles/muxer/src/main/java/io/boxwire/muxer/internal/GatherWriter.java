package io.boxwire.muxer.internal;

import io.boxwire.api.FileRegion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers pieces of memory and regions of files and writes them in large batches, without copying
 * payload: a gathered write takes the pieces from where they lie, and regions that are neighbours
 * become one transfer. Only pieces so small that describing them to the kernel costs more than
 * copying them are put together first.
 *
 * <p>What is handed over must stay unchanged until {@link #flush}, which happens by itself when a
 * batch is full. One thread at a time.
 */
final class GatherWriter implements Sample.Target {
  /** The number of buffers that one system call takes (IOV_MAX). */
  private static final int VECTORS = 1024;

  private static final long BATCH = 2 << 20;
  private static final int STAGE = 64 << 10;
  private static final int SMALL = 512;

  private final Output output;
  private final ByteBuffer stage = ByteBuffer.allocateDirect(STAGE);

  /** Views of the stage, used again after each flush: how many are in use, and all. */
  private int views;

  private final List<ByteBuffer> stageViews = new ArrayList<>();
  private ByteBuffer[] vectors = new ByteBuffer[VECTORS];
  private int count;
  private long gathered;

  /** How many were written or forgotten. */
  private long batch;

  /** Where in the stage the bytes begin that are not among the vectors yet. */
  private int staged;

  private ByteBuffer lastSource;
  private FileRegion region;
  private long regionLength;

  GatherWriter(Output output) {
    this.output = output;
  }

  /** The file offset of what is handed over next. */
  long position() {
    return output.position() + gathered + regionLength;
  }

  /** How many bytes wait to be written. */
  long waiting() {
    return gathered + regionLength;
  }

  /** Whether a batch is full, so that now is the time to flush. */
  boolean full() {
    return waiting() >= BATCH || count >= VECTORS - 1;
  }

  /** Puts a 4-byte big-endian number. */
  @Override
  public void word(int value) throws IOException {
    ByteBuffer room = stage(4);
    room.putInt(value);
    gathered += 4;
  }

  /** Puts bytes, from position to limit. */
  void bytes(ByteBuffer data) throws IOException {
    bytes(data, data.position(), data.remaining());
  }

  @Override
  public void bytes(ByteBuffer data, int index, int length) throws IOException {
    if (length <= SMALL) {
      ByteBuffer room = stage(length);
      room.put(room.position(), data, index, length);
      room.position(room.position() + length);
    } else {
      memory();
      endStaged();
      if (!joined(data, index, length)) {
        vector(data.duplicate().limit(index + length).position(index));
        lastSource = data;
      }
    }
    gathered += length;
  }

  @Override
  public void piece(Sample sample, int piece) throws IOException {
    ByteBuffer data = sample.buffer(piece);
    int length = sample.length(piece);
    if (length <= SMALL) {
      bytes(data, sample.start(piece), length);
      return;
    }
    memory();
    endStaged();
    if (!joined(data, sample.start(piece), length)) {
      vector(sample.view(piece, batch));
      lastSource = data;
    }
    gathered += length;
  }

  private boolean joined(ByteBuffer data, int index, int length) {
    if (count > 0 && lastSource == data && vectors[count - 1].limit() == index) {
      vectors[count - 1].limit(index + length);
      return true;
    }
    return false;
  }

  /** Puts a region of a file; joined with the last one if it lies right behind. */
  @Override
  public void region(FileRegion next) throws IOException {
    if (region != null
        && region.channel() == next.channel()
        && region.position() + regionLength == next.position()) {
      regionLength += next.size();
      return;
    }
    if (waiting() > 0) {
      flush();
    }
    region = next;
    regionLength = next.size();
  }

  /** Writes everything. If it throws, what was handed over is forgotten. */
  void flush() throws IOException {
    try {
      endStaged();
      if (count > 0) {
        output.append(vectors, count);
      }
      if (region != null) {
        output.append(region, regionLength);
      }
    } finally {
      forget();
    }
  }

  /** Forgets what is not written. */
  void forget() {
    for (int i = 0; i < count; i++) {
      vectors[i] = null;
    }
    count = 0;
    batch++;
    gathered = 0;
    staged = 0;
    views = 0;
    stage.clear();
    lastSource = null;
    region = null;
    regionLength = 0;
  }

  private ByteBuffer stage(int bytes) throws IOException {
    memory();
    if (stage.remaining() < bytes) {
      flush();
    }
    return stage;
  }

  private void memory() throws IOException {
    if (region != null) {
      flush();
    }
  }

  private void endStaged() {
    if (stage.position() > staged) {
      int from = staged;
      staged = stage.position();
      if (views == stageViews.size()) {
        stageViews.add(stage.duplicate());
      }
      vector(stageViews.get(views++).limit(staged).position(from));
      lastSource = null;
    }
  }

  private void vector(ByteBuffer piece) {
    if (count == vectors.length) {
      vectors = Arrays.copyOf(vectors, 2 * count);
    }
    vectors[count++] = piece;
  }
}
