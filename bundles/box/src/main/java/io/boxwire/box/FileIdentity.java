package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * Tells one recording from another: the last child of the {@code moov} of a file whose fragments
 * bear a {@link FragmentSeal}. What an older file left behind on the storage bears another one.
 *
 * @param id the recording
 */
public record FileIdentity(UUID id) {
  /** The user type of the {@code uuid} box. */
  public static final UUID USER_TYPE = UUID.fromString("6f1b3c52-0f6e-4f0e-9a43-8c5b7d2e41a1");

  private static final int BYTES = 16;

  /**
   * The box that holds it.
   *
   * @return a {@code uuid} box
   */
  public UuidBox toBox() {
    ByteBuffer data = ByteBuffer.allocate(BYTES);
    data.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).flip();
    return new UuidBox(USER_TYPE, ByteRange.of(data));
  }

  /**
   * Finds the identity of a file.
   *
   * @param moov its {@code moov}
   * @return the identity; empty if it has none
   * @throws MediaException if the storage fails
   */
  public static Optional<FileIdentity> of(ParentBox moov) throws MediaException {
    Optional<ByteRange> data = UserData.last(moov, USER_TYPE, BYTES);
    if (data.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer bytes = data.get().toBuffer();
    return Optional.of(new FileIdentity(new UUID(bytes.getLong(), bytes.getLong())));
  }
}
