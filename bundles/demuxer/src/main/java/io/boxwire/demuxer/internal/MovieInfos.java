package io.boxwire.demuxer.internal;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MovieInfo;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.TrackInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Describes movies to callers. */
final class MovieInfos {
  private MovieInfos() {}

  /**
   * Describes a movie of which nothing but the header is known.
   *
   * @param movie the header
   * @param layout how the file is arranged
   * @param plugins know codec strings
   */
  static MovieInfo ofHeader(Movie movie, Layout layout, CodecPlugins plugins)
      throws MediaException {
    List<TrackInfo> tracks = new ArrayList<>();
    Duration longest = Duration.ZERO;
    Movie.Fragmentation fragments = movie.fragments();
    for (Track track : movie.tracks()) {
      long duration = track.mediaDuration();
      if (duration == 0) {
        long stated = Ticks.floor(fragments.duration(), movie.timescale(), track.timescale());
        duration = Math.max(track.tables().endTime(), stated);
      }
      TrackInfo.Builder info = describe(movie, track, plugins).mediaDuration(duration);
      if (!fragments.announced()) {
        countTables(info, track.tables());
      }
      tracks.add(info.build());
      longest = max(longest, presented(movie, track, duration));
    }
    Duration stated =
        Ticks.duration(Math.max(movie.duration(), fragments.duration()), movie.timescale());
    return describe(movie, layout, stated.isZero() ? longest : stated, tracks);
  }

  /** Describes a movie with fragments that were all looked at. */
  static MovieInfo ofFragments(Movie movie, FragmentIndex index, CodecPlugins plugins) {
    Span span = new Span(movie);
    List<TrackInfo> tracks = new ArrayList<>();
    for (Track track : movie.tracks()) {
      FragmentIndex.Totals totals = index.totals(track);
      long samples = track.tables().count() + totals.samples();
      TrackInfo.Builder info = describe(movie, track, plugins).sampleCount(samples);
      if (samples > 0) {
        info.mediaDuration(span.add(track, totals.start(), totals.end()));
      }
      if (track.tables().count() == 0) {
        info.mediaBytes(totals.bytes());
      }
      tracks.add(info.build());
    }
    return describe(movie, Layout.FRAGMENTED, span.duration(), tracks);
  }

  /**
   * Describes a movie of whose fragments the first and the last were looked at.
   *
   * @param index of the first ones, which have all tracks
   * @param ends the decode time behind each track, by its ID
   */
  static MovieInfo ofEnds(
      Movie movie, FragmentIndex index, Map<Integer, Long> ends, CodecPlugins plugins) {
    Span span = new Span(movie);
    List<TrackInfo> tracks = new ArrayList<>();
    for (Track track : movie.tracks()) {
      long duration = span.add(track, index.totals(track).start(), ends.get(track.id()));
      tracks.add(describe(movie, track, plugins).mediaDuration(duration).build());
    }
    return describe(movie, Layout.FRAGMENTED, span.duration(), tracks);
  }

  /** From the first sample of all tracks to the end of the last. */
  private static final class Span {
    private final Movie movie;
    private Optional<Duration> start = Optional.empty();
    private Duration end = Duration.ZERO;

    Span(Movie movie) {
      this.movie = movie;
    }

    /**
     * Adds a track.
     *
     * @param firstFragment the decode time of its first sample in a fragment
     * @param last the decode time behind its last sample
     * @return how long its media last
     */
    long add(Track track, long firstFragment, long last) {
      long first = track.tables().count() > 0 ? 0 : firstFragment;
      Duration begins = Ticks.duration(first, track.timescale());
      start = Optional.of(start.filter(s -> s.compareTo(begins) <= 0).orElse(begins));
      end = max(end, presented(movie, track, last));
      return last - first;
    }

    Duration duration() {
      return max(Duration.ZERO, end.minus(start.orElse(Duration.ZERO)));
    }
  }

  private static MovieInfo describe(
      Movie movie, Layout layout, Duration duration, List<TrackInfo> tracks) {
    MovieInfo.Builder info =
        MovieInfo.builder()
            .brands(movie.majorBrand(), movie.compatibleBrands())
            .layout(layout)
            .duration(movie.timescale(), duration)
            .tracks(tracks);
    movie.creationTime().ifPresent(info::creationTime);
    return info.build();
  }

  private static void countTables(TrackInfo.Builder info, SampleTables tables) {
    info.sampleCount(tables.count());
    if (tables.constantSize() > 0 || tables.count() == 0) {
      info.mediaBytes(Ticks.multiplyCapped(tables.constantSize(), tables.count()));
    }
  }

  private static TrackInfo.Builder describe(Movie movie, Track track, CodecPlugins plugins) {
    Track.Header header = track.header();
    SampleEntry entry = track.entries().get(0);
    TrackFormat.Builder format =
        TrackFormat.copy(header.mediaType(), header.handler(), track.timescale(), track.entries())
            .language(header.language())
            .name(header.name())
            .matrix(header.matrix());
    if (entry.width() == 0 && header.width() > 0) {
      format.size(header.width(), header.height());
    }
    if (!track.edits().isEmpty()) {
      format.edits(track.edits(), movie.timescale());
    }
    TrackInfo.Builder info = TrackInfo.of(track.id(), format.build());
    info.codec(Optional.empty(), entry.type());
    try {
      plugins.find(entry).ifPresent(p -> info.codec(Optional.of(p.codec()), p.codecString(entry)));
    } catch (MediaException | RuntimeException e) {
      // The entry is so broken that its plugin failed; reading the samples will tell of it.
      info.codec(Optional.empty(), entry.type());
    }
    return header.enabled() ? info : info.disabled();
  }

  private static Duration presented(Movie movie, Track track, long mediaEnd) {
    long ticks =
        EditTimeline.of(track.edits(), movie.timescale(), track.timescale()).duration(mediaEnd);
    return Ticks.duration(Math.max(0, ticks), track.timescale());
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
