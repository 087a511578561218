package io.boxwire.repair.internal;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FreeSpaceBox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Hides the fragments of a file that readers would stumble over. In a FRAGMENTED file the fragments
 * are its index; one that breaks the format, or names bytes that are not there, stays in the way
 * for ever. Its {@code moof} becomes {@code free}: four bytes that are written where they are, so
 * that each fragment is there or not whenever that is interrupted.
 */
final class BrokenFragments {
  /** What is hidden changes where the samples behind are found, and so what else is broken. */
  private static final int MOST_PASSES = 16;

  private BrokenFragments() {}

  /**
   * Hides them, until none is left.
   *
   * @param demuxers read the file
   * @param file the file, which nobody else changes meanwhile
   * @param whole up to where it will be left
   * @return what was hidden, a sentence each
   * @throws MediaException LIMIT_EXCEEDED if there are always more
   */
  static List<String> hide(DemuxerFactory demuxers, FileChannel file, long whole)
      throws IOException {
    List<String> hidden = new ArrayList<>();
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      List<BoxHeader> broken = find(demuxers, file, whole);
      if (broken.isEmpty()) {
        return hidden;
      }
      for (BoxHeader moof : broken) {
        ByteBuffer type = ByteBuffer.allocate(4).putInt(0, FreeSpaceBox.TYPE.code());
        for (long at = moof.position() + 4; type.hasRemaining(); ) {
          at += file.write(type, at);
        }
        hidden.add(
            "the fragment at offset " + moof.position() + " is broken: all its samples are hidden");
      }
      file.force(false);
    }
    throw MediaException.of(Code.LIMIT_EXCEEDED, "more fragments are broken than can be hidden");
  }

  private static List<BoxHeader> find(DemuxerFactory demuxers, FileChannel file, long whole)
      throws MediaException {
    Source source = new Source.Seekable(new FileBeginning(file, whole));
    List<BoxHeader> broken = new ArrayList<>();
    try (Demuxer demuxer = demuxers.open(source, DemuxerOptions.of(PayloadForm.STORED))) {
      ReadableSamples readable = ReadableSamples.of(demuxer);
      BoxWalker walker = BoxReader.of(ByteSource.of(file)).tolerant().walk();
      while (!readable.faultyPlaces().isEmpty()
          && walker.next()
          && walker.header().end() <= whole) {
        BoxHeader header = walker.header();
        if (header.is(ContainerBox.MOOF)
            && !readable.faultyPlaces().subSet(header.position(), header.end()).isEmpty()) {
          broken.add(header);
        }
      }
    }
    return broken;
  }
}
