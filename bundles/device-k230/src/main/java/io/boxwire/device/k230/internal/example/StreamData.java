package io.boxwire.device.k230.internal.example;

import io.boxwire.api.Frame;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A frame of an encoder: the board's {@code StreamData}, with one pack. Used by one thread. */
final class StreamData {
  /** {@link Venc#STREAM_TYPE_P}, {@link Venc#STREAM_TYPE_I} or {@link Venc#STREAM_TYPE_HEADER}. */
  int streamType;

  /** When it was captured, in microseconds on the clock of the device. */
  long pts;

  /** Its bytes in byte stream form (Annex B), valid until it is released. */
  ByteBuffer data = ByteBuffer.allocate(0);

  /** How many bytes. */
  int dataSize;

  /** Whose bytes they are. */
  Optional<Frame> frame = Optional.empty();
}
