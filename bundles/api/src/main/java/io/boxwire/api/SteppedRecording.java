package io.boxwire.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A recording that its caller moves on: it captures by itself, but writes one frame of its leading
 * track (the first with video, else the first) for each {@link #step()}, and with it all other
 * tracks captured up to that frame. What other tracks capture while a written frame lasts needs no
 * further step, so that sound covers the last picture.
 *
 * <p>Opened, it holds the device and the file; captured is from {@link #begin()} on, and ended by
 * {@link #stop()}, which works before {@code begin} as well. What was captured and not asked for by
 * a step until then is not written: {@link RecordingStatistics#framesLeftOut()} counts it. Unlike
 * other recordings, it ends when the part of the program that opened it lets go: nobody else could
 * move it on.
 *
 * <p>{@code step} is called by one thread at a time, the other methods from any.
 */
@ProviderType
public interface SteppedRecording extends Recording {
  /**
   * Starts capturing. A second call does nothing.
   *
   * @throws MediaException {@code CLOSED} if the recording has been stopped, {@code DEVICE_FAILED}
   *     or any other failure it has ended with
   */
  void begin() throws MediaException;

  /**
   * Writes the next frame of the leading track, and all frames of other tracks that were captured
   * before it. Waits until that frame is captured; frames that the muxer refuses, such as those
   * before the first sync picture, are passed over and counted.
   *
   * <p>An interrupt takes the step back as long as its frame is not at the muxer: that frame waits
   * for the next step then, while other tracks may be written up to it already. Later, the step is
   * finished, and the thread stays interrupted. Either way no frame is lost, nor written twice.
   *
   * @return whether a frame was written; false if the device has come to its end, the recording's
   *     limit is reached, or it was stopped
   * @throws MediaException what ended the recording, if it failed; its files are closed then, and
   *     as playable as their layout allows
   * @throws InterruptedException if interrupted while it waits; the step has not been made then,
   *     nor will be, and the recording goes on
   * @throws IllegalStateException before {@link #begin()}, or while another thread is in {@code
   *     step}
   */
  boolean step() throws MediaException, InterruptedException;
}
