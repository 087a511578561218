package io.boxwire.demuxer.internal;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.FileRegion;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.Source;
import io.boxwire.api.codec.CodecPlugin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads test files and shows what came in short lines. */
final class Reading {
  private Reading() {}

  static Demuxer open(byte[] file, PayloadForm form, CodecPlugin... plugins) throws MediaException {
    return open(file, DemuxerOptions.of(form), plugins);
  }

  static Demuxer open(byte[] file, DemuxerOptions options, CodecPlugin... plugins)
      throws MediaException {
    return new Mp4DemuxerFactory()
        .using(List.of(plugins))
        .open(new Source.Seekable(new BytesChannel(file)), options);
  }

  /** All frames of a file, as stored. */
  static List<String> frames(byte[] file) throws MediaException {
    try (Demuxer demuxer = open(file, PayloadForm.STORED)) {
      return frames(demuxer);
    }
  }

  /** All frames from here on: track, times, size, random access. */
  static List<String> frames(Demuxer demuxer) throws MediaException {
    List<String> frames = new ArrayList<>();
    for (Optional<Frame> f = demuxer.read(); f.isPresent(); f = demuxer.read()) {
      frames.add(show(f.get()));
    }
    return frames;
  }

  static String show(Frame f) {
    return String.format(
        "%d: %d %d +%d %d %s",
        f.track(), f.decodeTime(), f.compositionTime(), f.duration(), f.size(), f.randomAccess());
  }

  /** All samples of a track, as the cursor lists them: index, times, size, offset. */
  static List<String> samples(Demuxer demuxer, int track) throws MediaException {
    List<String> samples = new ArrayList<>();
    SampleCursor cursor = demuxer.samples(track);
    while (cursor.next()) {
      samples.add(
          String.format(
              "%d: %d %d +%d %d@%d",
              cursor.index(),
              cursor.decodeTime(),
              cursor.compositionTime(),
              cursor.duration(),
              cursor.size(),
              cursor.offset()));
    }
    return samples;
  }

  static byte[] bytes(Frame frame) throws IOException {
    ByteBuffer payload;
    if (frame.region().isPresent()) {
      FileRegion region = frame.region().get();
      payload = ByteBuffer.allocate(region.size());
      while (payload.hasRemaining()) {
        region.channel().read(payload, region.position() + payload.position());
      }
      payload.flip();
    } else {
      payload = frame.payload();
    }
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }

  /** An array as a channel. */
  static final class BytesChannel implements SeekableByteChannel {
    private final byte[] bytes;
    private long position;
    private boolean open = true;
    private int reads;
    private long bytesRead;

    BytesChannel(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read(ByteBuffer into) {
      reads++;
      if (position >= bytes.length) {
        return -1;
      }
      int n = (int) Math.min(into.remaining(), bytes.length - position);
      into.put(bytes, (int) position, n);
      position += n;
      bytesRead += n;
      return n;
    }

    /** How many bytes were read in all. */
    long bytesRead() {
      return bytesRead;
    }

    /** How often it was read from. */
    int reads() {
      return reads;
    }

    @Override
    public int write(ByteBuffer from) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public SeekableByteChannel position(long to) {
      position = to;
      return this;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
    }
  }
}
