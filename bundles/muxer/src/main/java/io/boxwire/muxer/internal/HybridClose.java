package io.boxwire.muxer.internal;

import io.boxwire.box.BoxWriter;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FreeSpaceBox;
import io.boxwire.box.MediaDataBox;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The two steps that make a progressive file of a growing hybrid one, see {@link HybridLayout}: the
 * final {@code moov} is appended inside a {@code free} box and forced; then 16 bytes at the
 * beginning are overwritten and forced. Cut before the second, the file is what it was, with a
 * {@code free} box behind.
 */
final class HybridClose {
  /** How many bytes the second step overwrites. */
  static final int SWITCH = 16;

  private final Output output;
  private final Forcer forcer;
  private long moovAt;

  HybridClose(MovieSetup setup) {
    this.output = setup.output();
    this.forcer = setup.forcer();
  }

  /** The first step. */
  void hide(ContainerBox moov) throws IOException {
    BoxWriter free = BoxWriter.inMemory().header(FreeSpaceBox.TYPE, moov.size());
    output.append(new ByteBuffer[] {free.toBuffer()}, 1);
    moovAt = output.position();
    Outputs.append(output, moov);
    forcer.forceAll();
  }

  /**
   * The second step.
   *
   * @param switchAt where the 16 bytes are that were reserved for it
   */
  void turn(long switchAt) throws IOException {
    ByteBuffer header =
        BoxWriter.inMemory().largeHeader(MediaDataBox.TYPE, moovAt - switchAt - SWITCH).toBuffer();
    try {
      output.write(switchAt, header);
    } catch (IOException | RuntimeException | Error e) {
      turnBack(switchAt, e);
      throw e;
    }
    forcer.forceAll();
  }

  /** A channel of the caller's may have taken half a header: puts the free box back. */
  private void turnBack(long switchAt, Throwable why) {
    try {
      Outputs.write(output, switchAt, FreeSpaceBox.of(SWITCH));
    } catch (IOException | RuntimeException | Error e) {
      why.addSuppressed(e);
    }
  }
}
