package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * Proves that a movie fragment is whole and belongs to this file at this place: the last child of
 * its {@code moof}. After a power cut any block that was not forced to storage may be missing, old,
 * or another file's; the lengths of boxes show none of that.
 *
 * <p>It also says up to where the file was known to be on the storage when the fragment was
 * written, so that a reader checks the last few fragments only: a whole one vouches for what lies
 * before.
 *
 * <p>The checksum is the last four bytes of the {@code moof}.
 *
 * @param durableBytes the file offset up to which all was forced before this fragment was written;
 *     0 if nothing was
 * @param checksum CRC-32C, see {@link Check}
 */
public record FragmentSeal(long durableBytes, int checksum) {
  /** The user type of the {@code uuid} box. */
  public static final UUID USER_TYPE = UUID.fromString("2d9a4be7-61c0-4d6b-8f3e-17a5c0938e62");

  /** How many bytes the checksum takes, at the end of the {@code moof}. */
  public static final int CHECKSUM_BYTES = 4;

  private static final int BYTES = 8 + CHECKSUM_BYTES;

  /**
   * The box that holds it.
   *
   * @return a {@code uuid} box
   */
  public UuidBox toBox() {
    ByteBuffer data = ByteBuffer.allocate(BYTES);
    data.putLong(durableBytes).putInt(checksum).flip();
    return new UuidBox(USER_TYPE, ByteRange.of(data));
  }

  /**
   * Finds the seal of a fragment.
   *
   * @param moof its {@code moof}
   * @return the seal; empty if it has none
   * @throws MediaException if the storage fails
   */
  public static Optional<FragmentSeal> of(ParentBox moof) throws MediaException {
    Optional<ByteRange> data = UserData.last(moof, USER_TYPE, BYTES);
    if (data.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer bytes = data.get().toBuffer();
    return Optional.of(new FragmentSeal(bytes.getLong(), bytes.getInt()));
  }

  /**
   * Computes the checksum: over the identity of the file (16 bytes), the offset of the {@code moof}
   * (8 bytes, big-endian), the {@code moof} without its last four bytes, and the whole {@code mdat}
   * box. Not safe for threads.
   */
  public static final class Check {
    private final CRC32C crc = new CRC32C();

    /**
     * Starts for one fragment.
     *
     * @param file the file
     * @param moofOffset where its {@code moof} begins
     */
    public Check(FileIdentity file, long moofOffset) {
      ByteBuffer start = ByteBuffer.allocate(24);
      start.putLong(file.id().getMostSignificantBits());
      start.putLong(file.id().getLeastSignificantBits());
      start.putLong(moofOffset).flip();
      crc.update(start);
    }

    /**
     * Takes the next bytes.
     *
     * @param bytes from position to limit; its position stays
     * @return this
     */
    public Check add(ByteBuffer bytes) {
      crc.update(bytes.duplicate());
      return this;
    }

    /**
     * The checksum of what was taken.
     *
     * @return CRC-32C
     */
    public int value() {
      return (int) crc.getValue();
    }
  }
}
