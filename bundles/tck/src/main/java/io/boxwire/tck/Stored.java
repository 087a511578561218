package io.boxwire.tck;

import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.CodecConfiguration;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A sample as a container would store it, and what was said of it.
 *
 * @param content its bytes, in memory of its own
 * @param randomAccess how decoding can start at it
 * @param rollDistance after how many samples a recovery point is correct
 * @param duration ticks, if it was said
 * @param configuration the new configuration, if it was said
 */
record Stored(
    ByteBuffer content,
    RandomAccess randomAccess,
    int rollDistance,
    OptionalLong duration,
    Optional<CodecConfiguration> configuration) {

  /** The bytes in memory that a depacketizer may overwrite. */
  ByteBuffer copy() {
    return ByteBuffer.wrap(bytes());
  }

  /** The bytes. */
  byte[] bytes() {
    byte[] bytes = new byte[content.remaining()];
    content.get(content.position(), bytes);
    return bytes;
  }

  @Override
  public String toString() {
    return "sample of %d bytes (hash %08x, %s, roll %d, duration %s, configuration %s)"
        .formatted(
            content.remaining(),
            content.hashCode(),
            randomAccess,
            rollDistance,
            duration.isPresent() ? duration.getAsLong() : "unknown",
            configuration.map(Object::toString).orElse("unchanged"));
  }
}
