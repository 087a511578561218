package io.boxwire.itests.benchmarks.scaling;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaType;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes frames whose payloads hardly count: what remains is what the muxer does for each.
 *
 * @param format the format of each track
 * @param tracks how many tracks take turns
 * @param spacing ticks from one frame of a track to its next
 * @param bytes the size of a frame; 0 for sizes that differ from frame to frame
 * @param source what payloads are taken from; larger than caches where they are large
 */
record TinyFrames(TrackFormat format, int tracks, long spacing, int bytes, ByteBuffer source) {
  private static final int SMALL = 4096;
  private static final int BEYOND_CACHES = 128 << 20;
  private static final int USUAL = 256;

  /** Video: a sync sample in every 30. */
  static TinyFrames video(SampleEntry entry) {
    TrackFormat format =
        TrackFormat.copy(MediaType.VIDEO, "vide", SyntheticFile.TIMESCALE, List.of(entry)).build();
    return new TinyFrames(format, 1, SyntheticFile.DURATION, 0, ByteBuffer.allocateDirect(USUAL));
  }

  /** Sound: blocks of 20 ms, all alike. */
  static TinyFrames sound() {
    TrackFormat format = TrackFormat.audio("g711a", 8000, 1).build();
    return new TinyFrames(format, 1, 160, 160, ByteBuffer.allocateDirect(USUAL));
  }

  TinyFrames on(int more) {
    return new TinyFrames(format, more, spacing, bytes, source);
  }

  TinyFrames of(int size) {
    int room = size < SMALL ? Math.max(size, USUAL) : Math.max(size, BEYOND_CACHES);
    return new TinyFrames(format, tracks, spacing, size, ByteBuffer.allocateDirect(room));
  }

  /** The payload of a frame, in a buffer of its own. */
  ByteBuffer payload(long frame) {
    int size = bytes == 0 ? SyntheticFile.size(frame / tracks) : bytes;
    long places = bytes < SMALL ? 1 : source.capacity() / bytes;
    int at = (int) (frame % places * bytes);
    return source.duplicate().limit(at + size).position(at);
  }

  /**
   * Writes frames.
   *
   * @param sink where to
   * @param layout how the file is arranged
   * @param frames how many, over all tracks
   * @param beforeClose is run when all are written
   */
  void write(Sink sink, Layout layout, long frames, Runnable beforeClose)
      throws IOException, InterruptedException {
    try (Muxer muxer = Warm.BOXWIRE.muxers().open(sink, MuxerOptions.of(layout))) {
      int[] ids = new int[tracks];
      for (int i = 0; i < tracks; i++) {
        ids[i] = muxer.addTrack(format);
      }
      boolean stored = format.codec().isEmpty();
      for (long i = 0; i < frames; i++) {
        long number = i / tracks;
        boolean sync = !stored || number % SyntheticFile.GROUP == 0;
        Frame.Builder frame =
            Frame.on(ids[(int) (i % tracks)])
                .time(number * spacing)
                .duration(spacing)
                .randomAccess(sync ? RandomAccess.SYNC : RandomAccess.NONE)
                .payload(payload(i));
        muxer.write((stored ? frame.descriptionIndex(1) : frame).build());
      }
      beforeClose.run();
    }
  }
}
