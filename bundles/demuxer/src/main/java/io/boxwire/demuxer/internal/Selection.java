package io.boxwire.demuxer.internal;

import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which tracks of a movie are read. */
final class Selection {
  private Selection() {}

  /**
   * Picks the tracks that a caller wants.
   *
   * @throws MediaException with code BAD_REQUEST if one of them is not there
   */
  static List<Track> of(Movie movie, DemuxerOptions options) throws MediaException {
    if (options.tracks().isEmpty()) {
      return movie.tracks();
    }
    Set<Integer> missing = new TreeSet<>(options.tracks());
    movie.tracks().forEach(track -> missing.remove(track.id()));
    if (!missing.isEmpty()) {
      throw MediaException.of(Code.BAD_REQUEST, "there is no track " + missing.iterator().next());
    }
    return movie.tracks().stream().filter(t -> options.tracks().contains(t.id())).toList();
  }
}
