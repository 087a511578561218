package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaType;
import io.boxwire.api.MovieInfo;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.TrackInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which of a child's tracks are the session's, and their times. For one thread. */
final class ChildTracks {
  /** The timescale of the session's video tracks, and of the child's. */
  static final int VIDEO_TIMESCALE = 90_000;

  private final List<TrackFormat> formats = new ArrayList<>();
  private final List<TrackTimes> times = new ArrayList<>();

  /** The session's track, from 1, by the child's. */
  private final Map<Integer, Integer> numbers = new HashMap<>();

  private boolean begun;

  private ChildTracks() {}

  /**
   * Finds the wanted tracks.
   *
   * @param movie what the child says it delivers
   * @param wanted the tracks that are wanted
   * @throws MediaException {@code BAD_REQUEST} if it delivers something else, {@code NO_CODEC} if
   *     nobody knows what it delivers; both say what that is
   */
  static ChildTracks match(MovieInfo movie, Wanted wanted) throws MediaException {
    ChildTracks tracks = new ChildTracks();
    if (wanted.video().isPresent()) {
      TrackInfo info = tracks.find(movie, MediaType.VIDEO, wanted.video().get());
      tracks.formats.add(
          TrackFormat.video(wanted.video().get(), VIDEO_TIMESCALE)
              .size(info.format().width(), info.format().height())
              .build());
    }
    if (wanted.audio().isPresent()) {
      String codec = wanted.audio().get();
      TrackInfo info = tracks.find(movie, MediaType.AUDIO, codec);
      tracks.formats.add(
          TrackFormat.audio(codec, info.format().sampleRate(), info.format().channels()).build());
    }
    for (int i = 0; i < tracks.formats.size(); i++) {
      TrackFormat child = movie.track(tracks.childTrack(i + 1)).orElseThrow().format();
      int scale = tracks.formats.get(i).timescale();
      tracks.times.add(new TrackTimes(child, movie.timescale(), scale));
    }
    return tracks;
  }

  private int childTrack(int number) {
    return numbers.entrySet().stream()
        .filter(entry -> entry.getValue() == number)
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private TrackInfo find(MovieInfo movie, MediaType type, String codec) throws MediaException {
    List<TrackInfo> candidates =
        movie.tracks().stream().filter(info -> info.format().mediaType() == type).toList();
    Optional<TrackInfo> found =
        candidates.stream()
            .filter(info -> info.codec().filter(codec::equals).isPresent())
            .findFirst();
    if (found.isPresent()) {
      numbers.put(found.get().id(), numbers.size() + 1);
      return found.get();
    }
    String kind = type == MediaType.VIDEO ? "video" : "audio";
    if (candidates.isEmpty()) {
      throw MediaException.of(Code.BAD_REQUEST, "there is no " + kind + " in what ffmpeg delivers");
    }
    String delivered =
        candidates.stream()
            .map(info -> info.codec().orElse(info.codecString()))
            .collect(Collectors.joining(", "));
    boolean known = candidates.stream().anyMatch(info -> info.codec().isPresent());
    throw MediaException.of(
        known ? Code.BAD_REQUEST : Code.NO_CODEC,
        kind + " in " + codec + " is wanted, but ffmpeg delivers " + delivered);
  }

  /** The session's tracks. */
  List<TrackFormat> formats() {
    return List.copyOf(formats);
  }

  /**
   * Makes these the successors of another child's tracks.
   *
   * @throws MediaException {@code DEVICE_FAILED} if they can't go on where those ended
   */
  void follow(ChildTracks before) throws MediaException {
    for (int i = 0; i < formats.size(); i++) {
      TrackFormat old = before.formats.get(i);
      TrackFormat now = formats.get(i);
      if (old.sampleRate() != now.sampleRate() || old.channels() != now.channels()) {
        throw MediaException.of(
            Code.DEVICE_FAILED,
            "the audio was of %d Hz in %d channels and is of %d Hz in %d channels now"
                .formatted(old.sampleRate(), old.channels(), now.sampleRate(), now.channels()));
      }
      times.get(i).follow(before.times.get(i));
    }
  }

  /**
   * Makes a frame of the session of one of the child.
   *
   * @param frame a frame of the child, borrowed
   * @param clock the session's clock
   * @return the frame, transferred; empty if it is on no track that is wanted
   */
  Optional<Frame> take(Frame frame, CaptureClock clock) {
    Integer number = numbers.get(frame.track());
    if (number == null) {
      return Optional.empty();
    }
    TrackTimes track = times.get(number - 1);
    if (!begun) {
      begun = true;
      long offset = clock.begin(track.nanos(frame.decodeTime()));
      times.forEach(each -> each.begin(offset));
    }
    long decode = track.ticks(frame.decodeTime());
    long duration = frame.duration() < 0 ? frame.duration() : track.duration(frame.duration());
    clock.reach(track.sessionNanos(decode + Math.max(1, duration)));
    return Optional.of(
        frame.keep().toBuilder()
            .track(number)
            .times(decode, track.ticks(frame.compositionTime()))
            .duration(duration)
            .build());
  }

  /** Refuses a frame of {@link #take} that would go back in time on its track. */
  boolean advances(Frame frame) {
    return times.get(frame.track() - 1).advance(frame.decodeTime());
  }
}
