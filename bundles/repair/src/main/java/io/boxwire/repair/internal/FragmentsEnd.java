package io.boxwire.repair.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FreeSpaceBox;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds where the fragments of a file end, with the filling behind the last one. A {@code free} box
 * behind them that holds something, and an {@code mfra}, are what an earlier attempt to finish the
 * file has left.
 */
final class FragmentsEnd {
  /** Filling goes to the next multiple of at most 64 KiB. */
  private static final int LARGEST_FILLING = (64 << 10) + 8;

  private FragmentsEnd() {}

  /**
   * Finds the end.
   *
   * @param source the file
   * @param whole up to where its boxes are whole
   */
  static long find(ByteSource source, long whole) throws MediaException {
    BoxWalker walker = BoxReader.of(source).tolerant().walk();
    List<BoxHeader> free = new ArrayList<>();
    long end = 0;
    while (walker.next() && walker.header().end() <= whole) {
      if (walker.header().is(FreeSpaceBox.TYPE)) {
        free.add(walker.header());
      } else if (!walker.header().is(ContainerBox.MFRA)) {
        free.clear();
        end = walker.header().end();
      }
    }
    for (BoxHeader box : free) {
      if (!isFilling(source, box)) {
        break;
      }
      end = box.end();
    }
    return end;
  }

  private static boolean isFilling(ByteSource source, BoxHeader box) throws MediaException {
    if (box.size() > LARGEST_FILLING) {
      return false;
    }
    ByteBuffer content = ByteBuffer.allocate((int) box.payloadSize());
    source.readFully(box.payloadPosition(), content);
    return content.flip().mismatch(ByteBuffer.allocate(content.limit())) < 0;
  }
}
