package io.boxwire.demuxer.internal;

import io.boxwire.api.FileExtent;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.ByteSource;
import io.boxwire.box.EndCopy;
import io.boxwire.box.FileIdentity;
import java.util.Optional;

/**
 * Decides how far the fragments of a file can be relied on. Safe for use by any number of threads.
 */
interface FragmentTrust {
  /**
   * Tells whether a fragment is what was written there. Where the file has grown since the last
   * call, its end is looked at anew.
   *
   * @param moof its header, complete
   * @param near the file, by way of what has been read of it around there
   */
  boolean counts(BoxHeader moof, ByteSource near) throws MediaException;

  /**
   * Tells whether a fragment counts, as far as that is known without reading anything.
   *
   * @param moof where it starts; it is complete
   * @param sealed whether it may bear a seal
   * @return false also if {@link #counts} has to be asked
   */
  boolean countsAtOnce(long moof, boolean sealed);

  /**
   * Is told that somebody came to a fragment that counts by whole boxes only.
   *
   * @param from where he started
   * @param moof where it starts
   * @param end behind it
   */
  default void passed(long from, long moof, long end) {}

  /** How far the file can be read, as it is now. */
  FileExtent extent() throws MediaException;

  /**
   * Chooses who decides: seals that can be proved do; where there are none, lengths.
   *
   * <p>A seal is worth nothing without the identity it was made with. Where the {@code moov} has
   * lost that, the copy at the end of a finished recording still has it. A finished recording whose
   * head got another length is one that somebody has edited, and moved its fragments by that: its
   * seals are as stale as the offsets in its {@code mfra}, and are ignored. What is left is a
   * recording whose head was never forced to storage, or fragments that somebody has put behind a
   * head of his own: these can't be told apart, and a sealed fragment there does not count. Read as
   * a stream, where nothing was lost by a power cut, all of them do.
   *
   * @param source the file
   * @param found its {@code moov}
   */
  static FragmentTrust of(ByteSource source, MovieFinder.Found found) throws MediaException {
    Movie.Fragmentation announced = found.movie().fragments();
    long from = found.fragmentsFrom();
    FirstFragment first = FirstFragment.find(source, from);
    boolean sealed = first.sealed() || found.identity().isPresent() && announced.announced();
    boolean fragmented = found.layout() == Layout.FRAGMENTED;
    if (!sealed) {
      return new PlainFragments(source, from, fragmented, PlainFragments.Seals.DISTRUSTED);
    }
    Optional<FileIdentity> identity = found.identity();
    if (identity.isEmpty()) {
      Optional<EndCopy> copy = EndCopy.find(source);
      identity = copy.isPresent() ? copy.get().identity() : Optional.empty();
      if (identity.isPresent() && copy.get().content().size() != first.position()) {
        return new PlainFragments(source, from, fragmented, PlainFragments.Seals.IGNORED);
      }
    }
    return identity.isPresent()
        ? new SealedFragments(source, identity.get(), from, announced.duration() > 0)
        : new PlainFragments(source, from, fragmented, PlainFragments.Seals.UNPROVED);
  }
}
