package io.boxwire.muxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaType;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecConfiguration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A track as the file knows it: its number, format and sample entries, and how it begins. */
final class Track {
  /**
   * How many samples are kept to be used again: as many as are put together for one write, of those
   * that are not so small that a write has less of them.
   */
  private static final int MOST_SAMPLES = 4096;

  private final int id;
  private final TrackFormat format;
  private final boolean copied;
  private final List<CodecConfiguration> configurations = new CopyOnWriteArrayList<>();
  private final Pool<Sample> samples = new Pool<>(MOST_SAMPLES);
  private SampleIndex index = new SampleIndex(PageStore.HEAP);

  private volatile boolean started;
  private volatile boolean leftOut;
  private volatile boolean waitsForCodec;
  private final AtomicLong unwritten = new AtomicLong();
  private long firstDecodeTime;
  private long startTime;
  private boolean startsClosed;
  private long reached = -Ticks.LONGEST;
  private Interleaver.Queue queue;
  private Fragment.Run run;

  Track(int id, TrackFormat format) {
    this.id = id;
    this.format = format;
    this.copied = format.codec().isEmpty();
  }

  int id() {
    return id;
  }

  TrackFormat format() {
    return format;
  }

  int timescale() {
    return format.timescale();
  }

  boolean video() {
    return format.mediaType() == MediaType.VIDEO;
  }

  boolean audio() {
    return format.mediaType() == MediaType.AUDIO;
  }

  /** Whether the format came with an edit list that is to be kept. */
  boolean bringsEdits() {
    return !format.edits().isEmpty();
  }

  /** Whether the track begins with what only gets the decoder going. */
  boolean primed() {
    return format.decoderSetup().priming() > 0;
  }

  /** Whether samples are copied with the entries that the format brought. */
  boolean copied() {
    return copied;
  }

  /** The configurations that further sample entries were begun for, in their order. */
  List<CodecConfiguration> configurations() {
    return configurations;
  }

  /** The number of the sample entry for a configuration, from 1; a new one if there is none. */
  int entryFor(CodecConfiguration configuration) {
    int known = configurations.indexOf(configuration);
    if (known < 0) {
      configurations.add(configuration);
      return configurations.size();
    }
    return known + 1;
  }

  Optional<CodecConfiguration> configuration(int entry) {
    return entry <= configurations.size()
        ? Optional.of(configurations.get(entry - 1))
        : Optional.empty();
  }

  /** Whether frames of it wait for a codec. */
  boolean waitsForCodec() {
    return waitsForCodec;
  }

  /** Frames begin to wait for a codec, or none does any more. */
  void waitForCodec(boolean waits) {
    waitsForCodec = waits;
  }

  /** A frame has been taken, and is not written yet. */
  void took() {
    unwritten.incrementAndGet();
  }

  /** So many frames have reached the output. */
  void wrote(int frames) {
    unwritten.addAndGet(-frames);
  }

  /** So many frames that had reached the output are no longer there. */
  void gaveUp(long frames) {
    unwritten.addAndGet(frames);
  }

  /** How many frames were taken and have not reached the output: the last of them. */
  long unwritten() {
    return unwritten.get();
  }

  /** An empty sample: one that has been {@link Sample#recycle recycled}, if there is any. */
  Sample sample(long decodeTime, long compositionTime) {
    Sample used = samples.poll();
    return (used == null ? new Sample(this, samples) : used).at(decodeTime, compositionTime);
  }

  /** The first sample has come. */
  void start(Sample first) {
    firstDecodeTime = first.decodeTime;
    startTime = first.compositionTime + format.decoderSetup().priming();
    startsClosed = !primed() && (!video() || first.access == RandomAccess.SYNC);
    started = true;
  }

  /**
   * A sample goes into the file. Pictures that lead a sync sample can be shown, and belong to the
   * presentation; those that lead an open-GOP picture can't.
   */
  void pass(Sample sample) {
    if (startsClosed && sample.compositionTime < startTime) {
      startTime = sample.compositionTime;
    }
  }

  /** What went into the file reaches so far, in nanoseconds: the next sample begins there. */
  long reached() {
    return reached;
  }

  /** A sample that went into the file ends there. */
  void reach(long nanos) {
    reached = nanos;
  }

  /** Where its samples wait for their turn; {@code null} if they don't. The interleaver's. */
  Interleaver.Queue queue() {
    return queue;
  }

  void queue(Interleaver.Queue where) {
    queue = where;
  }

  /** Its last run in a fragment, which may be an earlier one; {@code null} at first. */
  Fragment.Run run() {
    return run;
  }

  void run(Fragment.Run last) {
    run = last;
  }

  /** Begins to keep account of what is in the file elsewhere than in the heap. */
  void indexIn(PageStore store) {
    index = new SampleIndex(store);
  }

  /**
   * Forgets the samples that end behind a file offset.
   *
   * @return how many those are
   */
  long cutTo(long limit) throws MediaException {
    long before = index.count();
    index = index.upTo(limit);
    return before - index.count();
  }

  /** What is in the file so far, for layouts that keep account of it. */
  SampleIndex index() {
    return index;
  }

  /** Whether there is a sample, and so a configuration. */
  boolean started() {
    return started;
  }

  /** The decode time of the first sample. */
  long firstDecodeTime() {
    return firstDecodeTime;
  }

  /** The composition time at which the track begins to show something. */
  long startTime() {
    return startTime;
  }

  boolean leftOut() {
    return leftOut;
  }

  void leaveOut() {
    leftOut = true;
  }
}
