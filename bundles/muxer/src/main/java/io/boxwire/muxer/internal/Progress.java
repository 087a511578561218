package io.boxwire.muxer.internal;

/** How much has been written. Written by one thread at a time, read by any. */
final class Progress {
  private volatile long samples;
  private volatile long mediaBytes;
  private volatile long fileBytes;

  /** A sample has reached the output. */
  void written(Sample sample) {
    samples = samples + 1;
    sample.track.wrote(sample.frames);
    mediaBytes = mediaBytes + sample.size();
  }

  void fileBytes(long bytes) {
    fileBytes = bytes;
  }

  long samples() {
    return samples;
  }

  long mediaBytes() {
    return mediaBytes;
  }

  long fileBytes() {
    return fileBytes;
  }
}
