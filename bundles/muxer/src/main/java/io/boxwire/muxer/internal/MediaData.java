package io.boxwire.muxer.internal;

import io.boxwire.api.MuxerOptions.AudioSamples;
import io.boxwire.box.BoxWriter;
import io.boxwire.box.FreeSpaceBox;
import io.boxwire.box.MediaDataBox;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The one {@code mdat} of a progressive file, whose size nobody knows before its end. Its 16 bytes
 * of header say at first that it reaches to the end of the file; at the end they get the size, in 8
 * bytes or in 16.
 *
 * <pre>
 * free    8 bytes             or      mdat    with a 64-bit size
 * mdat    with a 32-bit size
 * </pre>
 */
final class MediaData {
  private static final int HEADER = 16;

  /** What file systems need beside the bytes of a file: they count in blocks. */
  private static final int STORAGE_BLOCKS = 64 << 10;

  private static final long LARGEST_32 = 0xffff_ffffL;
  private static final long IDLE_NANOS = 500_000_000L;

  private final MovieSetup setup;
  private final Output output;
  private final GatherWriter writer;
  private final WrittenQueue queue = new WrittenQueue(this::note);
  private long header = -1;
  private long end;
  private long lastFlush = System.nanoTime();

  MediaData(MovieSetup setup) {
    this.setup = setup;
    this.output = setup.output();
    this.writer = new GatherWriter(output);
  }

  boolean begun() {
    return header >= 0;
  }

  /** Writes the header behind whatever is written so far. */
  void begin() throws IOException {
    long at = output.position();
    ByteBuffer bytes = ByteBuffer.allocate(HEADER);
    bytes.putInt(8).putInt(FreeSpaceBox.TYPE.code());
    bytes.putInt(0).putInt(MediaDataBox.TYPE.code());
    output.append(new ByteBuffer[] {bytes.flip()}, 1);
    header = at;
    end = output.position();
  }

  void add(Sample sample) throws IOException {
    long before = output.position();
    sample.offset = writer.position();
    queue.add(sample);
    sample.writeTo(writer);
    if (writer.full()) {
      flush();
    } else if (output.position() > before) {
      // Small samples fill the writer's memory, which it then empties by itself.
      settle();
    }
  }

  void idle() throws IOException {
    if (writer.waiting() > 0 && System.nanoTime() - lastFlush > IDLE_NANOS) {
      flush();
    }
  }

  private void flush() throws IOException {
    writer.flush();
    settle();
  }

  private void settle() {
    lastFlush = System.nanoTime();
    queue.settle(output.written());
    setup.progress().fileBytes(output.written());
  }

  private void note(Sample sample) {
    SampleIndex index = sample.track.index();
    int size = (int) sample.size();
    long offset = sample.offset;
    if (setup.options().audioSamples() == AudioSamples.AUDIO_FRAME && sample.track.audio()) {
      index.addTicks(offset, sample.duration, (int) (size / sample.duration), sample.entry);
    } else {
      index.add(
          offset,
          size,
          sample.duration,
          sample.compositionOffset(),
          sample.access,
          sample.rollDistance,
          sample.entry);
    }
    end = offset + size;
    setup.progress().written(sample);
  }

  /** Notes what was written before the output failed, and forgets the rest. */
  void fail() {
    writer.forget();
    try {
      output.complete();
    } catch (IOException e) {
      // It is what made the muxer fail, or comes of that; what is written before it stays.
      setup.progress().fileBytes(output.written());
    }
    queue.fail(output.written());
  }

  /**
   * Writes the rest, and cuts off what belongs to no whole sample.
   *
   * @return where the media data end
   */
  long end() throws IOException {
    flush();
    output.complete();
    queue.settle(output.written());
    if (end < output.position()) {
      output.truncate(end);
    }
    return end;
  }

  /**
   * Gives up the last samples, for the sake of a description of the others on storage that is full.
   *
   * @param bytes how much room is needed
   * @return how many samples that are
   */
  long giveUp(long bytes) throws IOException {
    long limit = Math.max(start(), end - bytes - STORAGE_BLOCKS);
    long samples = 0;
    end = start();
    for (Track track : setup.tracks().get()) {
      long cut = track.cutTo(limit);
      track.gaveUp(cut);
      samples += cut;
      end = Math.max(end, track.index().fileEnd());
    }
    output.truncate(end);
    return samples;
  }

  /** What is said where samples were given up: why, and how many. */
  static IOException gaveUp(IOException full, long samples) {
    return new IOException(
        full.getMessage() + "; the last " + samples + " samples made room for the index", full);
  }

  /** Where the media data begin. */
  long start() {
    return header + HEADER;
  }

  /** Fills in the size, as the last step. */
  void complete() throws IOException {
    output.write(header, header(end - header));
  }

  /** The 16 bytes of header in front of media data. */
  static ByteBuffer header(long size) throws IOException {
    BoxWriter bytes = BoxWriter.inMemory();
    if (size - 8 > LARGEST_32) {
      bytes.largeHeader(MediaDataBox.TYPE, size - HEADER);
    } else {
      bytes.header(FreeSpaceBox.TYPE, 0).header(MediaDataBox.TYPE, size - HEADER);
    }
    return bytes.toBuffer();
  }
}
