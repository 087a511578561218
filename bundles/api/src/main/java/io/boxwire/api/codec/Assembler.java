package io.boxwire.api.codec;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.TrackFormat;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Cuts a raw elementary stream into frames: finds access-unit borders, infers decode order and
 * times. Used by one thread at a time.
 *
 * <p>The stream is presented in windows. A call consumes whole frames from the window's position on
 * and leaves the position at the first byte it still needs; the caller presents those bytes again,
 * with more behind them. Bytes presented again are not searched again. Nothing is copied: frames
 * are slices of the window.
 */
@ConsumerType
public interface Assembler {
  /**
   * Takes what can be taken from a window that is not the last.
   *
   * @param window stream bytes from position to limit; the position moves behind the last frame
   *     delivered. If it does not move, a larger window is needed
   * @param out receives the frames in decode order, on track 1; their payloads are slices of the
   *     window, borrowed, with {@link Frame#units()} where the codec has them
   * @throws MediaException if the stream is malformed beyond what can be passed on
   */
  void assemble(ByteBuffer window, Receiver out) throws MediaException;

  /**
   * Takes the rest of the stream.
   *
   * @param window the last bytes, possibly none; all are consumed
   * @param out receives the frames left, as {@link #assemble} does; a rest that holds no picture is
   *     delivered in front of nothing, as a frame of its own
   * @throws MediaException if the stream is malformed beyond what can be passed on
   */
  void finish(ByteBuffer window, Receiver out) throws MediaException;

  /**
   * The format of the track that the frames make, once the stream has told enough: known at the
   * latest when the first frame is delivered. Frame times are ticks of its timescale.
   *
   * @return the format
   */
  Optional<TrackFormat> format();

  /** Receives frames, and what is to be said of the stream. */
  @FunctionalInterface
  interface Receiver {
    /**
     * Takes a frame.
     *
     * @param frame valid until the window is reused
     * @throws MediaException to end the assembling; passed on to its caller
     */
    void frame(Frame frame) throws MediaException;

    /**
     * Takes what else happened to the stream: an assembler drops nothing without saying so here, as
     * with {@link MediaEvent.Kind#INPUT_SKIPPED}. Does nothing unless overridden.
     *
     * @param event what happened; about track 1, as the frames are
     */
    default void event(MediaEvent event) {}
  }
}
