package io.boxwire.api.codec;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Writes the frames of one track as a raw elementary stream: the reverse of an {@link Assembler}.
 * Needed by a codec whose stream is more than the payloads of its frames, one behind the other,
 * such as Opus in Ogg. Used by one thread at a time.
 *
 * @since 1.1
 */
@ConsumerType
public interface StreamWriter {
  /**
   * Takes the next frame.
   *
   * @param frame with the payload that a {@link Depacketizer} gave, the times and, if known, the
   *     duration of its sample; valid during the call
   * @param out receives what of the stream is complete, possibly nothing; the pieces are memory
   *     that nobody changes any more, never that of the frame
   * @throws MediaException {@code BAD_FRAME} if the stream can't hold the frame; the state is as
   *     before the call
   */
  void write(Frame frame, ByteSink out) throws MediaException;

  /**
   * Ends the stream. Called once, behind the last frame.
   *
   * @param out receives the rest of the stream
   * @throws MediaException if the stream can't be ended
   */
  void finish(ByteSink out) throws MediaException;
}
