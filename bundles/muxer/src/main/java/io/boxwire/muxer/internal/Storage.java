package io.boxwire.muxer.internal;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;

/** The file behind an output. Safe for one thread that writes and another one that forces. */
interface Storage {
  /** What it is called in messages. */
  String name();

  /** The channel to work on; after an interrupt another one. */
  FileChannel channel();

  /**
   * Opens the file again where an interrupted thread has closed the channel.
   *
   * @param closed the channel that was worked on
   * @param why what came of that; thrown if the file can't be opened again
   */
  void reopen(FileChannel closed, ClosedChannelException why) throws IOException;

  /** Forces what was written, and the file's name in its folder, to the storage. */
  void force() throws IOException;

  /**
   * Lets go of the file.
   *
   * @param end where writing ended
   */
  void close(long end) throws IOException;
}
