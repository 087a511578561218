package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;

/** Samples of one track that come in a stream, in the order in which they lie there. */
final class StreamRun implements Comparable<StreamRun> {

  /** Tells of one sample after another. */
  @FunctionalInterface
  interface Walk {
    boolean next(Sample into) throws MediaException;
  }

  /** What the runs of one fragment hold in memory together. */
  static final class Hold {
    private final long bytes;
    private int runs;

    /**
     * Makes a hold.
     *
     * @param bytes what is let go of when the last run ends
     */
    Hold(long bytes) {
      this.bytes = bytes;
    }

    long bytes() {
      return bytes;
    }

    /** Ends a run; gives how many bytes are let go of. */
    private long end() {
      return --runs == 0 ? bytes : 0;
    }
  }

  private final StreamTrack track;
  private final long order;
  private final Walk walk;
  private final Hold hold;
  private final Sample sample = new Sample();

  /**
   * Makes a run.
   *
   * @param track whose samples they are
   * @param order decides between samples of no size at one place
   * @param walk tells of them
   * @param hold what they are held with
   */
  StreamRun(StreamTrack track, long order, Walk walk, Hold hold) {
    this.track = track;
    this.order = order;
    this.walk = walk;
    this.hold = hold;
    hold.runs++;
  }

  StreamTrack track() {
    return track;
  }

  Sample sample() {
    return sample;
  }

  /** Ends the run; gives how many bytes are let go of with it. */
  long end() {
    return hold.end();
  }

  boolean next() throws MediaException {
    return walk.next(sample);
  }

  @Override
  public int compareTo(StreamRun other) {
    int byPlace = Long.compare(sample.offset, other.sample.offset);
    return byPlace != 0 ? byPlace : Long.compare(order, other.order);
  }
}
