package io.boxwire.api;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The one exception of the framework: media that are bad, work that could not be done, or a part
 * that has gone.
 *
 * <p>Each has a {@link Code} to act on and a message to read. For malformed input the message names
 * the box path and file offset, for a bad frame the track and its time.
 */
public final class MediaException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, for programs. */
  public enum Code {
    /** The bytes break the format. */
    MALFORMED,
    /** The input ends before what it announces. */
    TRUNCATED,
    /** The input is valid as far as it was read, but this part of the format is not supported. */
    UNSUPPORTED,
    /** A size or count is beyond a configured limit. */
    LIMIT_EXCEEDED,
    /**
     * A frame can't be stored: unknown track, decode time going backwards, no picture, and so on.
     */
    BAD_FRAME,
    /** A call came in the wrong state, such as a track added after the first frame. */
    BAD_STATE,
    /** A request is impossible as asked: options that contradict each other, an unknown device. */
    BAD_REQUEST,
    /** No codec plugin is present for what was asked. */
    NO_CODEC,
    /** The codec plugin of a track went away and none came in its place in time. */
    CODEC_GONE,
    /** The service behind an object was stopped. */
    SERVICE_GONE,
    /** The codec configuration changed where the layout can't express it. */
    CONFIGURATION_CHANGED,
    /** The capture device failed. */
    DEVICE_FAILED,
    /** The storage or stream below failed; the cause tells more. */
    IO,
    /** The object was closed. */
    CLOSED
  }

  /** What went wrong. */
  private final Code code;

  /** The path of the box, or {@code null}. */
  private final String boxPath;

  /** The file offset, or -1. */
  private final long offset;

  private MediaException(Code code, String message, Throwable cause, String boxPath, long offset) {
    super(message, cause);
    this.code = code;
    this.boxPath = boxPath;
    this.offset = offset;
  }

  /**
   * Makes an exception without a place.
   *
   * @param code what went wrong
   * @param message one sentence that names what is wrong and where, without a full stop
   * @return the exception, to be thrown
   */
  public static MediaException of(Code code, String message) {
    return new MediaException(code, message, null, null, -1);
  }

  /**
   * Makes an exception without a place, with a cause.
   *
   * @param code what went wrong
   * @param message one sentence that names what is wrong and where
   * @param cause what was caught
   * @return the exception, to be thrown
   */
  public static MediaException of(Code code, String message, Throwable cause) {
    return new MediaException(code, message, cause, null, -1);
  }

  /**
   * Makes an exception about a place in a file. The place is appended to the message.
   *
   * @param code what went wrong
   * @param message what is wrong there
   * @param boxPath the path of the box, such as {@code moov/trak[1]/mdia}
   * @param offset the file offset in bytes, at least 0
   * @return the exception, to be thrown
   */
  public static MediaException at(Code code, String message, String boxPath, long offset) {
    String place = boxPath.isEmpty() ? "at offset " + offset : boxPath + " at offset " + offset;
    return new MediaException(code, message + " (" + place + ")", null, boxPath, offset);
  }

  /**
   * Makes a {@link Code#MALFORMED} exception about a place in a file.
   *
   * @param message what is wrong there
   * @param boxPath the path of the box, such as {@code moov/trak[1]/mdia}
   * @param offset the file offset in bytes, at least 0
   * @return the exception, to be thrown
   */
  public static MediaException malformed(String message, String boxPath, long offset) {
    return at(Code.MALFORMED, message, boxPath, offset);
  }

  /**
   * Makes a {@link Code#BAD_FRAME} exception. Track and decode time are put in front of the
   * message.
   *
   * @param frame the frame that can't be stored
   * @param message what is wrong with it
   * @param cause what was caught
   * @return the exception, to be thrown
   */
  public static MediaException badFrame(Frame frame, String message, Throwable cause) {
    String place = "track " + frame.track() + ", decode time " + frame.decodeTime();
    return of(Code.BAD_FRAME, place + ": " + message, cause);
  }

  /**
   * Wraps an I/O failure; a {@code MediaException} is returned as it is.
   *
   * @param message what was being done
   * @param cause what was caught
   * @return the exception, to be thrown
   */
  public static MediaException io(String message, IOException cause) {
    if (cause instanceof MediaException media) {
      return media;
    }
    // A closed channel, for one, says no more than its class.
    String reason = cause.getMessage();
    return of(
        Code.IO,
        message + ": " + (reason == null ? cause.getClass().getSimpleName() : reason),
        cause);
  }

  /**
   * Says what went wrong.
   *
   * @return the code
   */
  public Code code() {
    return code;
  }

  /**
   * Says in which box, when the input is to blame.
   *
   * @return the box path
   */
  public Optional<String> boxPath() {
    return Optional.ofNullable(boxPath);
  }

  /**
   * Says where in the input, when the input is to blame.
   *
   * @return the offset in bytes
   */
  public OptionalLong offset() {
    return offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
  }
}
