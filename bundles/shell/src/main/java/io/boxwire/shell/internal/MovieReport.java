package io.boxwire.shell.internal;

import io.boxwire.api.Demuxer;
import io.boxwire.api.Edit;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaType;
import io.boxwire.api.MovieInfo;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.SampleTotals;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.TrackInfo;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** A movie as {@code info} shows it, in text or JSON. Immutable. */
final class MovieReport {
  private final MovieInfo movie;
  private final List<Track> tracks;
  private final Optional<String> skipped;

  private MovieReport(MovieInfo movie, List<Track> tracks, Optional<String> skipped) {
    this.movie = movie;
    this.tracks = tracks;
    this.skipped = skipped;
  }

  /**
   * A track with its totals.
   *
   * @param info what the headers say
   * @param samples how many samples; empty in a stream that does not say
   * @param bytes how many payload bytes; empty in a stream
   */
  private record Track(TrackInfo info, OptionalLong samples, OptionalLong bytes) {
    /** Ticks of its media; empty if it is not told, as by the headers of a stream of fragments. */
    OptionalLong duration() {
      return info.mediaDuration() > 0 || samples.isPresent()
          ? OptionalLong.of(info.mediaDuration())
          : OptionalLong.empty();
    }

    /** Bits a second over the duration of the media, if there is one. */
    OptionalLong bitRate() {
      if (bytes.isEmpty() || info.mediaDuration() <= 0) {
        return OptionalLong.empty();
      }
      BigInteger rate =
          BigInteger.valueOf(bytes.getAsLong())
              .multiply(BigInteger.valueOf(8L * info.format().timescale()))
              .divide(BigInteger.valueOf(info.mediaDuration()));
      return rate.bitLength() < Long.SIZE
          ? OptionalLong.of(rate.longValue())
          : OptionalLong.empty();
    }
  }

  /**
   * Collects a report. Totals that the headers do not say are found by adding up the samples; of
   * samples that can't be read they say nothing.
   *
   * @param input the open container
   * @param faults told of samples that can't be read
   * @throws MediaException if there are too many of them
   */
  static MovieReport of(Input input, Faults faults) throws MediaException {
    MovieInfo movie = input.demuxer().movie();
    List<Track> tracks = new ArrayList<>();
    for (TrackInfo info : movie.tracks()) {
      boolean known = info.sampleCount().isPresent() && info.mediaBytes().isPresent();
      tracks.add(
          known || input.isStream()
              ? new Track(info, info.sampleCount(), info.mediaBytes())
              : added(info, input.demuxer(), faults));
    }
    return new MovieReport(movie, tracks, input.skipped());
  }

  private static Track added(TrackInfo info, Demuxer demuxer, Faults faults) throws MediaException {
    try {
      SampleTotals totals = demuxer.totals(info.id());
      return new Track(info, OptionalLong.of(totals.samples()), OptionalLong.of(totals.bytes()));
    } catch (MediaException e) {
      faults.whileReading(e);
      return new Track(info, info.sampleCount(), OptionalLong.empty());
    }
  }

  private Optional<Duration> duration() {
    return !movie.duration().isZero() || tracks.stream().allMatch(t -> t.duration().isPresent())
        ? Optional.of(movie.duration())
        : Optional.empty();
  }

  /** The report for people. */
  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "brand", movie.majorBrand() + " (" + join(movie.compatibleBrands()) + ")");
    line(text, "layout", Layouts.name(movie.layout()));
    line(text, "duration", duration().map(Times::clock).orElse("not told by the stream"));
    movie.creationTime().ifPresent(t -> line(text, "created", t.toString()));
    skipped.ifPresent(what -> line(text, "skipped", what));
    for (Track track : tracks) {
      line(text, "track " + track.info.id(), join(facts(track)));
      TrackFormat format = track.info.format();
      for (Edit edit : format.edits()) {
        line(text, "", "edit: " + words(edit, format));
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format("%-9s %s%n", name, value));
  }

  private static String join(List<String> words) {
    return String.join(words.stream().anyMatch(w -> w.contains(" ")) ? ", " : " ", words);
  }

  private static List<String> facts(Track track) {
    TrackInfo info = track.info;
    TrackFormat format = info.format();
    List<String> facts = new ArrayList<>();
    facts.add(type(info) + " " + info.codecString());
    if (info.codec().isEmpty()) {
      facts.add("no plugin for its codec");
    }
    if (format.mediaType() == MediaType.VIDEO) {
      facts.add(format.width() + "x" + format.height());
    } else if (format.mediaType() == MediaType.AUDIO) {
      facts.add(format.sampleRate() + " Hz");
      facts.add(format.channels() + " ch");
    }
    facts.add("timescale " + format.timescale());
    track.duration().ifPresent(d -> facts.add(Times.clock(Times.duration(d, format.timescale()))));
    track.samples.ifPresent(n -> facts.add(n + " samples"));
    track.bytes.ifPresent(n -> facts.add(n + " bytes"));
    track.bitRate().ifPresent(n -> facts.add(BigDecimal.valueOf((n + 500) / 1000) + " kbit/s"));
    if (!info.enabled()) {
      facts.add("disabled");
    }
    return facts;
  }

  private static String words(Edit edit, TrackFormat format) {
    String length =
        format.editTimescale() > 0 && edit.duration() > 0
            ? Times.clock(Times.duration(edit.duration(), format.editTimescale()))
            : "to the end";
    if (edit.empty()) {
      return length + " of nothing";
    }
    String from = length + " from media time " + edit.mediaTime();
    return edit.rate() == Edit.NORMAL_RATE
        ? from
        : from + " at rate " + BigDecimal.valueOf(edit.rate()).divide(BigDecimal.valueOf(65_536));
  }

  private static String type(TrackInfo info) {
    return info.format().mediaType() == MediaType.OTHER
        ? info.format().handler()
        : info.format().mediaType().name().toLowerCase(Locale.ROOT);
  }

  /**
   * The report for programs.
   *
   * @param schema the name and version of its schema
   * @param path the file as it was named
   */
  String json(String schema, String path) {
    Json json = new Json().beginObject();
    json.member("schema", schema).member("path", path);
    json.member("brand", movie.majorBrand()).texts("compatible_brands", movie.compatibleBrands());
    json.member("layout", Layouts.name(movie.layout()));
    duration().ifPresent(d -> json.member("duration", Times.seconds(d)));
    json.member("timescale", movie.timescale());
    movie.creationTime().ifPresent(t -> json.member("creation_time", t.toString()));
    skipped.ifPresent(what -> json.member("skipped", what));
    json.name("tracks").beginArray();
    tracks.forEach(track -> add(track, json));
    return json.endArray().endObject().toString();
  }

  private static void add(Track track, Json json) {
    TrackInfo info = track.info;
    TrackFormat format = info.format();
    json.beginObject().member("id", info.id()).member("type", type(info));
    json.member("handler", format.handler());
    info.codec().ifPresent(codec -> json.member("codec", codec));
    json.member("codec_string", info.codecString());
    json.texts("sample_entries", format.sampleEntries().stream().map(SampleEntry::type).toList());
    if (format.mediaType() == MediaType.VIDEO) {
      json.member("width", format.width()).member("height", format.height());
    } else if (format.mediaType() == MediaType.AUDIO) {
      json.member("sample_rate", format.sampleRate()).member("channels", format.channels());
    }
    json.member("timescale", format.timescale());
    track.duration().ifPresent(d -> json.member("media_duration", d));
    track.samples.ifPresent(n -> json.member("samples", n));
    track.bytes.ifPresent(n -> json.member("bytes", n));
    track.bitRate().ifPresent(n -> json.member("bit_rate", n));
    json.member("language", format.language()).truth("enabled", info.enabled());
    json.member("edit_timescale", format.editTimescale()).name("edits").beginArray();
    for (Edit edit : format.edits()) {
      json.beginObject().member("duration", edit.duration());
      json.member("media_time", edit.mediaTime()).member("rate", edit.rate()).endObject();
    }
    json.endArray().endObject();
  }
}
