package io.boxwire.api;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A box inside a sample entry, such as {@code avcC} or {@code colr}, as bytes: a codec plugin makes
 * and reads it without knowing the container's box code. Immutable; equal by type and content.
 */
public final class ConfigurationBox {
  private final String type;
  private final ByteBuffer payload;

  private ConfigurationBox(String type, ByteBuffer payload) {
    this.type = type;
    this.payload = payload;
  }

  /**
   * Makes a box.
   *
   * @param type four characters, ISO-8859-1
   * @param payload the bytes behind the box header, from position to limit; copied
   * @return the box
   */
  public static ConfigurationBox of(String type, ByteBuffer payload) {
    if (type.length() != 4) {
      throw new IllegalArgumentException("a box type has four characters: " + type);
    }
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining());
    copy.put(payload.duplicate()).flip();
    return new ConfigurationBox(type, copy.asReadOnlyBuffer());
  }

  /**
   * Makes a box.
   *
   * @param type four characters, ISO-8859-1
   * @param payload the bytes behind the box header; copied
   * @return the box
   */
  public static ConfigurationBox of(String type, byte[] payload) {
    return of(type, ByteBuffer.wrap(payload));
  }

  /**
   * The box type.
   *
   * @return four characters
   */
  public String type() {
    return type;
  }

  /**
   * The bytes behind the box header.
   *
   * @return a read-only view of its own position
   */
  public ByteBuffer payload() {
    return payload.duplicate();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ConfigurationBox other
        && type.equals(other.type)
        && payload.equals(other.payload);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, payload);
  }

  @Override
  public String toString() {
    return type + "[" + payload.remaining() + "]";
  }
}
