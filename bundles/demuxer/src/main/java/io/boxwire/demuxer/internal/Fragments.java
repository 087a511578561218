package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FourCc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the movie fragments of a file, one after another, by hopping from box to box. The few used
 * last are kept, since the tracks of a file go through the same ones at about the same time. Safe
 * for use by any number of threads.
 */
final class Fragments {
  private static final int KEPT = 16;

  private final BoxReader reader;
  private final FragmentParser parser;
  private final long memoryLimit;

  /** By where the search for them started; the one used longest ago comes first. */
  private final Map<Long, Fragment> kept = new LinkedHashMap<>(32, 0.75f, true);

  private long keptBytes;
  private Optional<String> tail = Optional.empty();

  Fragments(ByteSource source, Movie movie, long memoryLimit) {
    this.reader = BoxReader.of(source).tolerant().withLoadLimit(memoryLimit);
    this.parser = new FragmentParser(movie);
    this.memoryLimit = memoryLimit;
  }

  /**
   * Finds a fragment.
   *
   * @param position where a box of the file starts
   * @return the first fragment from there on; empty if there is none
   * @throws MediaException if the storage fails
   */
  synchronized Optional<Fragment> from(long position) throws MediaException {
    Fragment known = kept.get(position);
    if (known != null) {
      return Optional.of(known);
    }
    BoxWalker walker = reader.walkFrom(position);
    while (walker.next()) {
      BoxHeader header = walker.header();
      boolean fragment = header.is(ContainerBox.MOOF);
      if (header.problem().isPresent() || header.is(FourCc.ZERO)) {
        noteTail(header, fragment);
        if (fragment) {
          return Optional.empty();
        }
      } else if (fragment) {
        return Optional.of(keep(position, load(header)));
      }
    }
    return Optional.empty();
  }

  private Fragment load(BoxHeader header) throws MediaException {
    if (header.size() > memoryLimit) {
      MediaException problem =
          MediaException.at(
              MediaException.Code.LIMIT_EXCEEDED,
              "a fragment whose header has " + header.size() + " bytes",
              header.path(),
              header.position());
      return new Fragment(header.position(), header.end(), List.of(), Optional.of(problem));
    }
    return parser.parse(header, reader.load(header));
  }

  private Fragment keep(long position, Fragment fragment) {
    kept.put(position, fragment);
    keptBytes += fragment.end() - fragment.position();
    var oldest = kept.entrySet().iterator();
    while (kept.size() > 1 && (kept.size() > KEPT || keptBytes > memoryLimit)) {
      Fragment dropped = oldest.next().getValue();
      keptBytes -= dropped.end() - dropped.position();
      oldest.remove();
    }
    return fragment;
  }

  /** Remembers what is behind the last box that can be used, unless samples tell of it anyway. */
  private void noteTail(BoxHeader header, boolean fragment) {
    boolean cutBox = header.declaredSize() > header.size() && !fragment;
    boolean known = header.type().toString().chars().allMatch(c -> c >= 'a' && c <= 'z');
    if (cutBox && known) {
      return;
    }
    tail =
        Optional.of(
            "the last "
                + header.size()
                + " bytes, from offset "
                + header.position()
                + " on, are no complete "
                + (fragment ? "fragment" : "box"));
  }

  /** What lies behind the last box that can be used, if something does; known at the end only. */
  synchronized Optional<String> tail() {
    return tail;
  }
}
