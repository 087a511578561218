package io.boxwire.demuxer.internal;

import io.boxwire.api.FileExtent;
import io.boxwire.api.MediaException;
import io.boxwire.box.Box;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FileIdentity;
import io.boxwire.box.FourCc;
import io.boxwire.box.FragmentSeal;
import io.boxwire.box.MovieFragmentRandomAccess;
import io.boxwire.box.ParentBox;
import io.boxwire.box.TableWindow;
import io.boxwire.box.TrackFragmentRandomAccessBox;
import java.util.Arrays;
import java.util.Optional;

/**
 * The fragments of a recording that seals them. After a power cut, any block that was not forced to
 * storage may be missing, old or another file's, whatever the lengths of the boxes say; so of a
 * recording that was left open a fragment counts if its seal proves it, or if a later one that is
 * proved vouches for it: by the offset up to which all had been forced when it was written.
 *
 * <p>To find that out, the headers are hopped over to the end of the file, and fragments are proved
 * from the last one backwards until one is. What lies before its offset is not read at all. The
 * first fragment that is neither proved nor vouched for ends the file.
 *
 * <p>Each byte is read a few times at most, however the file is made; a file that grows is looked
 * at from where the last look ended.
 */
final class SealedFragments implements FragmentTrust {
  /** How many fragments at the end are remembered, to prove them backwards. */
  static final int MOST_NOTED = 16_384;

  private static final int PLACE = 1;

  private final BoxReader reader;
  private final ByteSource source;
  private final FileIdentity identity;
  private final boolean durationStated;

  /** Fragments that begin before this place count. */
  private long proved;

  /** Where the next look goes on: behind the last complete box, or at a fragment without media. */
  private long next;

  /** A complete fragment that is not proved, or -1. */
  private long broken = -1;

  private boolean closed;
  private long seenSize = -1;

  /**
   * A fragment that its seal proves.
   *
   * @param end behind its media
   * @param durable up to where the file was forced before
   */
  private record Proof(long end, long durable) {}

  /**
   * Makes it, without reading anything.
   *
   * @param source the file
   * @param identity what the {@code moov} states
   * @param start where the first fragment is looked for
   * @param durationStated whether the {@code moov} has a duration, which is written last
   */
  SealedFragments(ByteSource source, FileIdentity identity, long start, boolean durationStated) {
    this.reader = BoxReader.of(source).tolerant();
    this.source = source;
    this.identity = identity;
    this.durationStated = durationStated;
    this.proved = start;
    this.next = start;
  }

  @Override
  public synchronized boolean counts(BoxHeader moof, ByteSource near) throws MediaException {
    if (!closed && moof.position() >= proved) {
      look();
    }
    return closed || moof.position() < proved;
  }

  @Override
  public synchronized boolean countsAtOnce(long moof, boolean sealed) {
    return closed || moof < proved;
  }

  @Override
  public synchronized FileExtent extent() throws MediaException {
    look();
    if (closed) {
      return new FileExtent(false, seenSize, Optional.empty());
    }
    if (durationStated && FileEnd.isQuiet(reader, proved)) {
      // Finished without a list of random access points.
      return new FileExtent(false, seenSize, Optional.empty());
    }
    FileEnd end = FileEnd.behind(reader, proved);
    return new FileExtent(true, end.whole(), end.skipped());
  }

  private void look() throws MediaException {
    long size = source.size();
    if (size == seenSize || closed) {
      return;
    }
    seenSize = size;
    closed = isClosed();
    if (closed) {
      return;
    }
    LastPlaces places = hop();
    for (int i = 0; i < places.count(); i++) {
      long place = places.fromEnd(i);
      Optional<Proof> proof = prove(place);
      if (proof.isPresent()) {
        proved = Math.max(proved, proof.get().durable());
        extend(place, proof.get());
        return;
      }
    }
    if (places.forgot()) {
      // No recording leaves so many fragments unproved: then each has to speak for itself.
      extend(Long.MAX_VALUE, new Proof(0, 0));
    }
  }

  /** Goes to the end of the file, and notes the fragments whose media are there. */
  private LastPlaces hop() throws MediaException {
    LastPlaces places = new LastPlaces();
    BoxWalker walker = reader.walkFrom(next);
    long moof = -1;
    while (walker.next() && usable(walker.header())) {
      BoxHeader header = walker.header();
      if (moof >= 0) {
        places.add(moof);
      }
      moof = header.is(ContainerBox.MOOF) ? header.position() : -1;
      next = moof >= 0 ? moof : header.end();
    }
    return places;
  }

  private static boolean usable(BoxHeader header) {
    return header.problem().isEmpty()
        && !header.is(FourCc.ZERO)
        && header.form() != BoxHeader.Form.TO_END;
  }

  /** Proves fragments forward, up to one that is proved already. */
  private void extend(long last, Proof lastProof) throws MediaException {
    if (broken >= proved) {
      return;
    }
    BoxWalker walker = reader.walkFrom(proved);
    while (walker.next() && usable(walker.header()) && walker.header().position() <= last) {
      BoxHeader header = walker.header();
      if (header.is(ContainerBox.MOOF)) {
        long place = header.position();
        Optional<Proof> proof = place == last ? Optional.of(lastProof) : prove(place);
        if (proof.isEmpty()) {
          broken = place;
          return;
        }
        proved = proof.get().end();
      }
    }
  }

  private Optional<Proof> prove(long place) throws MediaException {
    BoxWalker walker = reader.walkFrom(place);
    if (!walker.next() || !walker.header().is(ContainerBox.MOOF) || !usable(walker.header())) {
      return Optional.empty();
    }
    BoxHeader moof = walker.header();
    Optional<FragmentSeal> seal = FragmentSeal.read(source, moof);
    boolean whole =
        seal.isPresent()
            && seal.get().durableBytes() <= place
            && walker.next()
            && seal.get().proves(identity, source, moof, walker.header());
    return whole
        ? Optional.of(new Proof(walker.header().end(), seal.get().durableBytes()))
        : Optional.empty();
  }

  /**
   * Tells whether the recording was finished: it ends with the list of its random access points,
   * boxes lead there, as what lies between was forced with the list, and the last fragments are
   * proved, as the list may be left over from an older file.
   */
  private boolean isClosed() throws MediaException {
    Optional<BoxHeader> mfra = MovieFragmentRandomAccess.find(source);
    if (mfra.isEmpty()) {
      return false;
    }
    long end = mfra.get().position();
    long last = lastListed(mfra.get());
    if (last < 0 || last >= end) {
      return false;
    }
    // What was read while the file grew is proved beyond the last fragment already.
    long at = last < proved ? last : vouchedBy(last);
    BoxWalker walker = reader.walkFrom(at);
    boolean there = false;
    while (at < end && walker.next() && usable(walker.header())) {
      BoxHeader header = walker.header();
      if (header.is(ContainerBox.MOOF)) {
        // A fragment whose payload was only passed on bears no seal.
        boolean sealed = FragmentSeal.read(source, header).isPresent();
        if (sealed && prove(header.position()).isEmpty()) {
          return false;
        }
        there |= header.position() == last;
      }
      at = header.end();
    }
    return there && at == end;
  }

  private long vouchedBy(long last) throws MediaException {
    BoxWalker walker = reader.walkFrom(last);
    boolean fragment =
        walker.next() && usable(walker.header()) && walker.header().is(ContainerBox.MOOF);
    if (!fragment) {
      return last;
    }
    long durable =
        FragmentSeal.read(source, walker.header()).map(FragmentSeal::durableBytes).orElse(last);
    return durable >= proved && durable <= last ? durable : proved;
  }

  private long lastListed(BoxHeader mfra) throws MediaException {
    long last = -1;
    Box box = reader.read(mfra).content();
    if (box instanceof ParentBox parent) {
      for (TrackFragmentRandomAccessBox tfra :
          parent.children(TrackFragmentRandomAccessBox.class)) {
        TableWindow entries = tfra.entries().window();
        if (entries.count() > 0) {
          last = Math.max(last, entries.value(entries.count() - 1, PLACE));
        }
      }
    }
    return last;
  }

  /** The places of the last fragments, of which only so many are remembered. */
  private static final class LastPlaces {
    private long[] places = new long[64];
    private long added;

    void add(long place) {
      if (added == places.length && places.length < MOST_NOTED) {
        places = Arrays.copyOf(places, 2 * places.length);
      }
      places[(int) (added++ % places.length)] = place;
    }

    int count() {
      return (int) Math.min(added, places.length);
    }

    long fromEnd(int number) {
      return places[(int) ((added - 1 - number) % places.length)];
    }

    boolean forgot() {
      return added > places.length;
    }
  }
}
