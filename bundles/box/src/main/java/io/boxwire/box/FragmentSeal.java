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

  /** The whole box: header, user type, content. */
  private static final int BOX_BYTES = 8 + 16 + BYTES;

  /** How many bytes of a fragment are checked at a time. */
  private static final int WINDOW = 256 << 10;

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
   * Reads the seal of a fragment where it lies, at the end of the {@code moof}, and nothing else.
   *
   * @param source the file
   * @param moof the header of the {@code moof}, which is complete
   * @return the seal; empty if the box does not end with one
   * @throws MediaException with code TRUNCATED if the file has become shorter, IO or CLOSED if the
   *     storage fails
   */
  public static Optional<FragmentSeal> read(ByteSource source, BoxHeader moof)
      throws MediaException {
    if (moof.payloadSize() < BOX_BYTES) {
      return Optional.empty();
    }
    ByteBuffer box = ByteBuffer.allocate(BOX_BYTES);
    source.readFully(moof.end() - BOX_BYTES, box);
    box.flip();
    boolean sealed =
        box.getInt() == BOX_BYTES
            && box.getInt() == UuidBox.TYPE.code()
            && box.getLong() == USER_TYPE.getMostSignificantBits()
            && box.getLong() == USER_TYPE.getLeastSignificantBits();
    return sealed ? Optional.of(new FragmentSeal(box.getLong(), box.getInt())) : Optional.empty();
  }

  /**
   * Tells whether the bytes of a fragment are those that were sealed. Reads all of them, through a
   * window.
   *
   * @param file the identity that the {@code moov} states
   * @param source the file
   * @param moof the header of the {@code moof} that bears this seal
   * @param next the header of the box behind it
   * @return false also if that is no complete {@code mdat}
   * @throws MediaException with code IO or CLOSED if the storage fails
   */
  public boolean proves(FileIdentity file, ByteSource source, BoxHeader moof, BoxHeader next)
      throws MediaException {
    if (!next.is(MediaDataBox.TYPE)
        || next.problem().isPresent()
        || next.form() == BoxHeader.Form.TO_END
        || next.position() != moof.end()) {
      return false;
    }
    Check check = new Check(file, moof.position());
    ByteBuffer window = ByteBuffer.allocate((int) Math.min(WINDOW, next.end() - moof.position()));
    return check.add(source, moof.position(), moof.end() - CHECKSUM_BYTES, window)
        && check.add(source, next.position(), next.end(), window)
        && check.value() == checksum;
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
      add(file.id().getMostSignificantBits());
      add(file.id().getLeastSignificantBits());
      add(moofOffset);
    }

    private void add(long number) {
      for (int shift = 56; shift >= 0; shift -= 8) {
        crc.update((int) (number >>> shift));
      }
    }

    /**
     * Takes the next bytes.
     *
     * @param bytes from position to limit; its position stays
     * @return this
     */
    public Check add(ByteBuffer bytes) {
      int position = bytes.position();
      crc.update(bytes);
      bytes.position(position);
      return this;
    }

    /**
     * Takes the next bytes.
     *
     * @param bytes hold them
     * @param length how many, from the first on
     * @return this
     */
    public Check add(byte[] bytes, int length) {
      crc.update(bytes, 0, length);
      return this;
    }

    /** Takes the bytes from one place to another; false if the file ends before. */
    private boolean add(ByteSource source, long from, long to, ByteBuffer window)
        throws MediaException {
      for (long at = from; at < to; at += window.limit()) {
        window.clear().limit((int) Math.min(window.capacity(), to - at));
        while (window.hasRemaining()) {
          if (source.read(at + window.position(), window) < 0) {
            return false;
          }
        }
        add(window.flip());
      }
      return true;
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
