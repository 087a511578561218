package io.boxwire.itests.crash;

import io.boxwire.api.Frame;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.itests.swaps.load.Film;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A camera that delivers a film as fast as it is taken, then ends. */
final class FilmCamera implements CaptureDevice {
  private final String id;
  private final Film film;
  private final Duration length;
  private volatile long delivered;

  /**
   * Makes it.
   *
   * @param length of the film
   */
  FilmCamera(String id, Film film, Duration length) {
    this.id = id;
    this.film = film;
    this.length = length;
  }

  /** What it delivers. */
  Film film() {
    return film;
  }

  /** How many frames of a track there are. */
  int frames(int track) {
    return (int) (length.toNanos() / Film.due(track, 1));
  }

  /** How much of the film was delivered, in nanoseconds. */
  long delivered() {
    return delivered;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String description() {
    return "numbered frames, all at once";
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  @Override
  public CaptureSession open(CaptureRequest request) {
    return new Session();
  }

  private final class Session implements CaptureSession {
    private final int[] next = new int[Film.AUDIO + 1];

    @Override
    public List<TrackFormat> tracks() {
      return film.tracks();
    }

    @Override
    public Optional<Frame> read() {
      long video = Film.due(Film.VIDEO, next[Film.VIDEO]);
      int track = video <= Film.due(Film.AUDIO, next[Film.AUDIO]) ? Film.VIDEO : Film.AUDIO;
      if (next[track] == frames(track)) {
        track = Film.VIDEO + Film.AUDIO - track;
      }
      if (next[track] == frames(track)) {
        return Optional.empty();
      }
      delivered = video;
      return Optional.of(film.transferred(track, next[track]++));
    }

    @Override
    public boolean waits() {
      return true;
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
