package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MovieInfo;

/** Takes what a child delivers. Called by the thread that reads the child. */
interface Receiver {
  /**
   * Is told what comes.
   *
   * @throws MediaException if that is not what is wanted
   */
  void begin(MovieInfo movie) throws MediaException;

  /** Takes a frame, which is borrowed. */
  void take(Frame frame);

  /** Is told that a frame was lost. */
  void lost();
}
