package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;

/** Samples of one track that come in a stream, in the order in which they lie there. */
final class StreamRun implements Comparable<StreamRun> {

  /** Tells of one sample after another. */
  @FunctionalInterface
  interface Walk {
    boolean next(Sample into) throws MediaException;
  }

  private final StreamTrack track;
  private final long order;
  private final Walk walk;
  private final Sample sample = new Sample();

  /**
   * Makes a run.
   *
   * @param track whose samples they are
   * @param order decides between samples of no size at one place
   * @param walk tells of them
   */
  StreamRun(StreamTrack track, long order, Walk walk) {
    this.track = track;
    this.order = order;
    this.walk = walk;
  }

  StreamTrack track() {
    return track;
  }

  Sample sample() {
    return sample;
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
