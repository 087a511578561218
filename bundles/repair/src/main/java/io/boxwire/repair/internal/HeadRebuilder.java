package io.boxwire.repair.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.BoxWriter;
import io.boxwire.box.ByteRange;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ChunkLargeOffsetBox;
import io.boxwire.box.ChunkOffsetBox;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.EndCopy;
import io.boxwire.box.FileTypeBox;
import io.boxwire.box.FourCc;
import io.boxwire.box.MediaDataBox;
import io.boxwire.box.ParentBox;
import io.boxwire.box.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the beginning of a recording anew that was lost as it was closed: closing overwrites a
 * place in the first block of the file, and storage may destroy a block that is overwritten while
 * power fails. What belongs there is at the end of the file.
 *
 * <pre>
 * HYBRID                              FRAGMENTED
 *   ftyp             anew               ftyp, moov …     anew, from the copy
 *   mdat             anew: its header   moof, mdat …
 *     …                                 free             the copy
 *     free           its header         mfra
 *   moov
 * </pre>
 */
final class HeadRebuilder {
  private static final int MINOR_VERSION = 512;
  private static final long LARGE_HEADER = 16;

  /** How many bytes of a head are compared at a time. */
  private static final int WINDOW = 64 << 10;

  private HeadRebuilder() {}

  /**
   * Whether the head of a fragmented file is damaged, while the copy at its end fits the fragments.
   * Closing forces the copy before it overwrites anything: a head that was overwritten is to be as
   * the copy is, and one that was not is what may be relied on instead, if it can be used at all.
   *
   * @param source the file
   * @param end what it has at its end
   */
  static boolean needed(ByteSource source, EndCopy end) throws MediaException {
    if (end.kind() != EndCopy.Kind.HEAD || foreign(source, end) || !fits(source, end)) {
      return false;
    }
    RecordingHead head = RecordingHead.read(source, 0);
    boolean usable = leadsToFragment(source) && (head.named() || end.identity().isEmpty());
    return !usable || !head.unfinished() && !isAsCopied(source, end.content());
  }

  /**
   * Whether closing was interrupted before it wrote the duration into the head, while all else is
   * there.
   *
   * @param source the file
   */
  static boolean unfinished(ByteSource source) throws MediaException {
    Optional<EndCopy> end = EndCopy.find(source);
    return end.isPresent()
        && end.get().kind() == EndCopy.Kind.HEAD
        && RecordingHead.read(source, 0).unfinished()
        && !RecordingHead.read(source, end.get().content().position()).unfinished();
  }

  /**
   * Whether the file begins as a recording that did not write its end: where nothing was forced
   * yet, what an older file has left on the storage may lie there.
   */
  private static boolean foreign(ByteSource source, EndCopy end) throws MediaException {
    RecordingHead own = RecordingHead.read(source, 0);
    if (end.kind() == EndCopy.Kind.MOVIE) {
      return own.identity().isPresent();
    }
    // A head with a duration has an end of its own: if the names differ, one is damaged.
    return own.identity().isPresent() && own.unfinished() && !own.identity().equals(end.identity());
  }

  private static boolean isAsCopied(ByteSource source, ByteRange copy) throws MediaException {
    ByteBuffer head = ByteBuffer.allocate((int) Math.min(WINDOW, copy.size()));
    ByteBuffer copied = ByteBuffer.allocate(head.capacity());
    boolean same = true;
    for (long at = 0; same && at < copy.size(); at += head.limit()) {
      int bytes = (int) Math.min(head.capacity(), copy.size() - at);
      source.readFully(at, head.clear().limit(bytes));
      copy.source().readFully(copy.position() + at, copied.clear().limit(bytes));
      same = head.flip().equals(copied.flip());
    }
    return same;
  }

  private static boolean leadsToFragment(ByteSource source) throws MediaException {
    BoxWalker walker = BoxReader.of(source).tolerant().walk();
    while (walker.next() && walker.header().problem().isEmpty()) {
      if (walker.header().is(ContainerBox.MOOF)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the first fragment begins where the copy would end, if it were the head. */
  private static boolean fits(ByteSource source, EndCopy end) throws MediaException {
    BoxWalker walker = BoxReader.of(source).tolerant().walkFrom(end.content().size());
    return walker.next()
        && walker.header().is(ContainerBox.MOOF)
        && walker.header().problem().isEmpty();
  }

  /**
   * Writes the beginning of a file, and forces it to storage.
   *
   * @param file the file, which nobody else changes meanwhile
   * @param end what it has at its end
   * @return how many bytes were written
   * @throws MediaException MALFORMED if the end does not fit the rest, TRUNCATED if it is another
   *     file's; nothing is changed then
   */
  static long rebuild(FileChannel file, EndCopy end) throws IOException {
    ByteSource source = ByteSource.of(file);
    if (foreign(source, end)) {
      throw MediaException.of(
          Code.TRUNCATED,
          "no fragment of the recording is whole; what lies at the end is another file's");
    }
    ByteBuffer head =
        switch (end.kind()) {
          case MOVIE -> hybridHead(source, end);
          case HEAD -> copiedHead(source, end);
        };
    long bytes = head.remaining();
    for (long at = 0; head.hasRemaining(); ) {
      at += file.write(head, at);
    }
    file.force(false);
    return bytes;
  }

  /** The media data begin behind the new head, wherever they began before. */
  private static ByteBuffer hybridHead(ByteSource source, EndCopy end) throws MediaException {
    FourCc isom = FourCc.of("isom");
    BoxWriter head =
        BoxWriter.inMemory()
            .write(
                FileTypeBox.of(
                    isom,
                    MINOR_VERSION,
                    isom,
                    FourCc.of("iso2"),
                    FourCc.of("iso5"),
                    FourCc.of("iso6"),
                    FourCc.of("mp41"),
                    FourCc.of("mp42")));
    long mediaAt = head.toBuffer().remaining() + LARGE_HEADER;
    long moov = end.content().position();
    for (Table chunks : chunkOffsets(source, moov)) {
      long first = chunks.count() == 0 ? mediaAt : chunks.window().value(0, 0);
      if (first < mediaAt || first >= moov) {
        throw doesNotFit("samples lie at " + first);
      }
    }
    return head.largeHeader(MediaDataBox.TYPE, moov - mediaAt).toBuffer();
  }

  private static List<Table> chunkOffsets(ByteSource source, long moovAt) throws MediaException {
    BoxReader reader = BoxReader.of(source);
    BoxWalker walker = reader.walkFrom(moovAt);
    List<Table> tables = new ArrayList<>();
    if (walker.next() && reader.read(walker.header()).content() instanceof ParentBox moov) {
      for (ParentBox trak : moov.parents(ContainerBox.TRAK)) {
        trak.parent("mdia/minf/stbl")
            .ifPresent(
                stbl -> {
                  stbl.child(ChunkOffsetBox.class).ifPresent(b -> tables.add(b.entries()));
                  stbl.child(ChunkLargeOffsetBox.class).ifPresent(b -> tables.add(b.entries()));
                });
      }
    }
    if (tables.isEmpty()) {
      throw doesNotFit("the moov at " + moovAt + " has no samples");
    }
    return tables;
  }

  private static ByteBuffer copiedHead(ByteSource source, EndCopy end) throws MediaException {
    if (!fits(source, end)) {
      throw doesNotFit("no fragment follows it");
    }
    return end.content().toBuffer();
  }

  private static MediaException doesNotFit(String why) {
    return MediaException.of(
        Code.MALFORMED,
        "the beginning of the file is lost, and what it keeps of it at its end does not fit: "
            + why);
  }
}
