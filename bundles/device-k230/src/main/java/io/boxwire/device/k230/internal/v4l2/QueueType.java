package io.boxwire.device.k230.internal.v4l2;

/** The kinds of buffer queues ({@code enum v4l2_buf_type}). */
enum QueueType {
  /** Pictures from a camera, in one plane. */
  CAMERA(1),
  /** Coded pictures from the encoder. */
  CODED(9),
  /** Raw pictures to the encoder. */
  RAW(10);

  private final int number;

  QueueType(int number) {
    this.number = number;
  }

  /** Its number. */
  int number() {
    return number;
  }

  /** Whether its buffers are described plane by plane. */
  boolean multiPlanar() {
    return this != CAMERA;
  }
}
