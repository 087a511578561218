package io.boxwire.demuxer.internal;

import io.boxwire.api.FileExtent;
import io.boxwire.api.MediaException;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FourCc;
import io.boxwire.box.FragmentSeal;
import io.boxwire.box.MediaDataBox;
import io.boxwire.box.MovieFragmentRandomAccess;
import java.util.Optional;

/**
 * A file whose fragments prove nothing: that of another writer, or one whose blocks were never
 * forced. All count whose boxes are there. One with a seal tells that the file was to prove it; as
 * it can't, what lies there may be anything.
 */
final class PlainFragments implements FragmentTrust {
  /** What is made of seals, see {@link FragmentTrust#of}. */
  enum Seals {
    /** The first fragment has none; one that has does not belong there. */
    DISTRUSTED,
    /** The first fragment has one, and nothing proves it. */
    UNPROVED,
    /** All fragments were moved since they were sealed. */
    IGNORED
  }

  private final ByteSource source;
  private final long start;
  private final boolean fragmented;
  private final Seals seals;

  /** Up to here there are whole boxes, and fragments that count. */
  private long good;

  /** Behind the fragment that starts there. */
  private long next;

  /**
   * Makes it, without reading anything.
   *
   * @param source the file
   * @param start where the first fragment is looked for
   * @param fragmented whether the file announces or has fragments
   * @param seals what is made of seals
   */
  PlainFragments(ByteSource source, long start, boolean fragmented, Seals seals) {
    this.source = source;
    this.start = start;
    this.fragmented = fragmented;
    this.seals = seals;
    this.good = start;
    this.next = start;
  }

  @Override
  public boolean counts(BoxHeader moof, ByteSource near) throws MediaException {
    return seals == Seals.IGNORED || FragmentSeal.read(near, moof).isEmpty();
  }

  @Override
  public boolean countsAtOnce(long moof, boolean sealed) {
    return seals == Seals.IGNORED || !sealed;
  }

  @Override
  public synchronized void passed(long from, long moof, long end) {
    if (from == next) {
      good = moof;
      next = end;
    }
  }

  @Override
  public synchronized FileExtent extent() throws MediaException {
    boolean trusted = fragmented && seals != Seals.UNPROVED;
    if (trusted && MovieFragmentRandomAccess.find(source).isPresent()) {
      return new FileExtent(false, source.size(), Optional.empty());
    }
    ReadAhead input = new ReadAhead(source);
    input.refresh();
    if (good >= input.size()) {
      // The file was cut back since.
      good = start;
      next = start;
    }
    long whole = fragmented ? good : 0;
    BoxWalker walker = BoxReader.of(input).tolerant().walkFrom(whole);
    Optional<BoxHeader> fragment = Optional.empty();
    while (walker.next()) {
      BoxHeader header = walker.header();
      boolean broken = header.problem().isPresent() || header.is(FourCc.ZERO);
      if (broken || header.is(ContainerBox.MOOF) && !counts(header, input)) {
        BoxHeader first = fragment.orElse(header);
        String skipped = FileEnd.describe(header, source.size());
        return new FileExtent(fragmented, first.position(), Optional.of(skipped));
      }
      if (header.is(ContainerBox.MOOF)) {
        // Without its media, a fragment is not there.
        fragment = Optional.of(header);
      } else {
        boolean media = header.is(MediaDataBox.TYPE);
        fragment = media ? Optional.empty() : fragment;
        whole = fragment.map(BoxHeader::position).orElse(header.end());
      }
    }
    Optional<String> skipped =
        fragment.map(
            header -> "the last fragment, at offset " + header.position() + ", has no media");
    return new FileExtent(fragmented, fragment.map(BoxHeader::position).orElse(whole), skipped);
  }
}
