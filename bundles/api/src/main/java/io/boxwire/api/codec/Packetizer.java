package io.boxwire.api.codec;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns the frames of one track into samples. Used by one thread at a time. Keeps no payload
 * between calls, so that it can be replaced between any two frames.
 *
 * <p>Anything but what the methods promise counts as a failure of the plugin: another exception or
 * code, an outcome of {@code null}, a sample without bytes, bytes given for no picture. Nothing of
 * such a call gets into the file, and the frame is refused. After a few frames in a row that failed
 * like that, the track goes over to another plugin of the codec, if there is one.
 */
@ConsumerType
public interface Packetizer extends AutoCloseable {
  /** What a call found in its frame. */
  enum Outcome {
    /** The sink has the sample. */
    SAMPLE,
    /**
     * The frame holds no coded picture, such as parameter sets or SEI alone; nothing was given to
     * the sink, and nothing was remembered. The caller puts these bytes in front of the next frame.
     */
    NO_PICTURE
  }

  /**
   * Turns a frame into a sample.
   *
   * @param frame the frame, with a payload in memory; its slices are handed on, never changed
   * @param out receives the sample
   * @return whether there is one
   * @throws MediaException {@code BAD_FRAME} if the payload makes no sample; the state is as before
   *     the call
   */
  Outcome packetize(Frame frame, SampleSink out) throws MediaException;

  /**
   * What a successor needs to go on where this one stopped: versioned bytes of this plugin's own
   * making, without any media payload.
   *
   * @return at most 64 KiB, possibly none
   */
  byte[] snapshot();

  /** Lets go of everything. */
  @Override
  void close();
}
