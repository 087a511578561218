package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A box whose payload is kept byte for byte: an unknown one, media data, or the configuration of a
 * codec. Read from a file, the payload stays there until it is asked for.
 *
 * @param type its type
 * @param payload all that follows the box header
 */
public record OpaqueBox(FourCc type, ByteRange payload) implements Box {

  /**
   * Makes the box.
   *
   * @param type its type
   * @param payload all that follows the header
   */
  public OpaqueBox {
    Objects.requireNonNull(type);
    Objects.requireNonNull(payload);
  }

  /**
   * Makes a box of its payload.
   *
   * @param type its type
   * @param payload what follows the header, from position to limit; not copied
   * @return the box
   */
  public static OpaqueBox of(FourCc type, ByteBuffer payload) {
    return new OpaqueBox(type, ByteRange.of(payload));
  }

  @Override
  public OpaqueBox fields(Fields f) throws MediaException {
    return new OpaqueBox(type, f.rest("data", payload));
  }
}
