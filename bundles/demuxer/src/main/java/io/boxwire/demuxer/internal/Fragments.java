package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.ByteRange;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FourCc;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the movie fragments of a file, one after another, by hopping from box to box. The few used
 * last are kept, since the tracks of a file go through the same ones at about the same time. Safe
 * for use by any number of threads.
 */
final class Fragments {
  private static final int KEPT = 16;

  private final ByteSource source;
  private final ReadAhead input;
  private final BoxReader reader;
  private final FragmentParser parser;
  private final FragmentTrust trust;
  private final boolean announced;
  private final long memoryLimit;

  /** By where the search for them started; the one used longest ago comes first. */
  private final Map<Long, Fragment> kept = new LinkedHashMap<>(32, 0.75f, true);

  private long keptBytes;
  private Optional<Tail> tail = Optional.empty();

  /** From here on there is no fragment as long as the file has this size. */
  private long noneFrom = Long.MAX_VALUE;

  private long noneSize;

  /**
   * What can't be read at the end of a file.
   *
   * @param position where it starts
   * @param text what it is, for people
   */
  record Tail(long position, String text) {}

  /**
   * Makes it, without reading anything.
   *
   * @param source the file
   * @param movie knows the tracks
   * @param trust decides which fragments count
   * @param memoryLimit bytes of fragments' headers to hold in memory at most
   */
  Fragments(ByteSource source, Movie movie, FragmentTrust trust, long memoryLimit) {
    this.input = new ReadAhead(source);
    this.reader = BoxReader.of(input).tolerant();
    this.parser = new FragmentParser(movie);
    this.source = source;
    this.trust = trust;
    this.announced = movie.fragments().announced();
    this.memoryLimit = memoryLimit;
  }

  /**
   * Finds a fragment. In a file that grows, one that is not complete yet is none.
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
    long size = input.refresh();
    if (position >= noneFrom && size == noneSize) {
      return Optional.empty();
    }
    Optional<Fragment> found = look(position);
    if (found.isEmpty()) {
      noneFrom = position;
      noneSize = size;
      input.forget();
    }
    return found;
  }

  /**
   * Finds the fragment that starts at a place somebody else names, who may be wrong.
   *
   * @return empty if none starts right there
   * @throws MediaException if the storage fails
   */
  synchronized Optional<Fragment> at(long place) throws MediaException {
    input.refresh();
    BoxWalker walker = reader.walkFrom(place);
    boolean starts = walker.next() && walker.header().is(ContainerBox.MOOF);
    boolean whole = starts && walker.header().problem().isEmpty();
    return whole ? from(place).filter(found -> found.position() == place) : Optional.empty();
  }

  private Optional<Fragment> look(long position) throws MediaException {
    BoxWalker walker = reader.walkFrom(position);
    boolean whole = true;
    while (walker.next()) {
      BoxHeader header = walker.header();
      boolean fragment = header.is(ContainerBox.MOOF);
      if (header.problem().isPresent() || header.is(FourCc.ZERO)) {
        whole = false;
        noteTail(header, fragment);
        if (fragment) {
          return Optional.empty();
        }
      } else if (fragment) {
        if (trust.counts(header, input)) {
          if (whole) {
            trust.passed(position, header.position(), header.end());
          }
          return load(header).map(loaded -> keep(position, loaded));
        }
        noteTail(header, fragment);
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Starts going over plain fragments. */
  FragmentScan scan() {
    return new FragmentScan(source, parser.plain(), trust, memoryLimit);
  }

  /** Tells whether the file ends inside the media of a fragment, which may still be written. */
  synchronized boolean endsInside(Fragment fragment) throws MediaException {
    input.refresh();
    BoxWalker walker = reader.walkFrom(fragment.end());
    if (!walker.next()) {
      String text = "the last fragment, at offset " + fragment.position() + ", has no media";
      tail = Optional.of(new Tail(fragment.position(), text));
      return true;
    }
    BoxHeader header = walker.header();
    boolean cut = header.problem().isPresent() && header.declaredSize() >= header.size();
    if (cut) {
      noteTail(header, false);
    }
    return cut;
  }

  /** Empty where the file has been cut back meanwhile. */
  private Optional<Fragment> load(BoxHeader header) throws MediaException {
    if (header.size() > memoryLimit) {
      return Optional.of(
          tooLarge(header, "a fragment whose header has " + header.size() + " bytes"));
    }
    try {
      ByteBuffer moof = ByteRange.of(input, header.position(), header.size()).toBuffer();
      Fragment fragment = parser.parse(header, moof);
      return Optional.of(
          fragment.cost() > memoryLimit
              ? tooLarge(header, "a fragment of " + fragment.parts() + " parts")
              : fragment);
    } catch (MediaException e) {
      if (e.code() == MediaException.Code.TRUNCATED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Fragment tooLarge(BoxHeader header, String what) {
    MediaException problem =
        MediaException.at(
            MediaException.Code.LIMIT_EXCEEDED, what, header.path(), header.position());
    return Fragment.broken(header, problem);
  }

  private Fragment keep(long position, Fragment fragment) {
    kept.put(position, fragment);
    keptBytes += fragment.cost();
    var oldest = kept.entrySet().iterator();
    while (kept.size() > 1 && (kept.size() > KEPT || keptBytes > memoryLimit)) {
      keptBytes -= oldest.next().getValue().cost();
      oldest.remove();
    }
    return fragment;
  }

  /** Remembers what is behind the last box that can be used, unless samples tell of it anyway. */
  private void noteTail(BoxHeader header, boolean fragment) {
    boolean cutBox = header.declaredSize() > header.size() && !fragment;
    boolean known = header.type().toString().chars().allMatch(c -> c >= 'a' && c <= 'z');
    if (cutBox && known && !announced) {
      return;
    }
    tail = Optional.of(new Tail(header.position(), FileEnd.describe(header, input.size())));
  }

  /** What lies behind the last box that can be used, if something does; known at the end only. */
  synchronized Optional<Tail> tail() {
    return tail;
  }
}
