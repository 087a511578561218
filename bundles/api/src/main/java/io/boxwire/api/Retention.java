package io.boxwire.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much of a recording's finished files is kept: the oldest are removed, so that recording goes
 * on. The file being written is never removed, and no file that is not the recording's own, by its
 * name pattern. Each removal is a {@link MediaEvent.Kind#FILE_REMOVED} event.
 *
 * <p>With any bound, a full disk does not end the recording as long as there is a file to remove:
 * it goes on in a next file, which has what the last one had no room for. An error of storage that
 * is no want of room ends a recording that was started by a call; a configured one is begun again
 * after a pause. The last file of a recording stays, however little is kept; so do links, files
 * that somebody writes, and those that are write-protected.
 *
 * <p>Immutable.
 */
public final class Retention {
  private static final Retention EVERYTHING =
      new Retention(OptionalLong.empty(), Optional.empty(), 0);

  private final OptionalLong bytes;
  private final Optional<Duration> age;
  private final long freeBytes;

  private Retention(OptionalLong bytes, Optional<Duration> age, long freeBytes) {
    this.bytes = bytes;
    this.age = age;
    this.freeBytes = freeBytes;
  }

  /**
   * Nothing is removed: a full disk ends the recording.
   *
   * @return the policy
   */
  public static Retention everything() {
    return EVERYTHING;
  }

  /**
   * The same policy with a bound for the size of all files together.
   *
   * @param most bytes, the file being written included, more than 0
   * @return the policy
   */
  public Retention withBytes(long most) {
    if (most <= 0) {
      throw new IllegalArgumentException("a size is more than 0: " + most);
    }
    return new Retention(OptionalLong.of(most), age, freeBytes);
  }

  /**
   * The same policy with a bound for the age of a file.
   *
   * @param most since the file was last written, more than 0
   * @return the policy
   */
  public Retention withAge(Duration most) {
    if (most.isNegative() || most.isZero()) {
      throw new IllegalArgumentException("an age is more than 0: " + most);
    }
    return new Retention(bytes, Optional.of(most), freeBytes);
  }

  /**
   * The same policy, which also keeps room on the disk.
   *
   * @param least usable bytes of the file store, more than 0
   * @return the policy
   */
  public Retention withFreeBytes(long least) {
    if (least <= 0) {
      throw new IllegalArgumentException("free space is more than 0: " + least);
    }
    return new Retention(bytes, age, least);
  }

  /**
   * How many bytes all files take together at most.
   *
   * @return a size, if there is such a bound
   */
  public OptionalLong bytes() {
    return bytes;
  }

  /**
   * How old a file gets.
   *
   * @return an age, if there is such a bound
   */
  public Optional<Duration> age() {
    return age;
  }

  /**
   * How much room is kept on the disk.
   *
   * @return bytes; 0 if none
   */
  public long freeBytes() {
    return freeBytes;
  }

  /**
   * Whether any file may be removed.
   *
   * @return false for {@link #everything}
   */
  public boolean removes() {
    return bytes.isPresent() || age.isPresent() || freeBytes > 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Retention that
        && bytes.equals(that.bytes)
        && age.equals(that.age)
        && freeBytes == that.freeBytes;
  }

  @Override
  public int hashCode() {
    return Objects.hash(bytes, age, freeBytes);
  }
}
