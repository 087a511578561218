package io.boxwire.itests.crash;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.itests.swaps.load.Film;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** A camera that delivers a film as fast as it is taken, then ends. */
final class FilmCamera implements CaptureDevice {
  /** Something happens at a time of the film. */
  @FunctionalInterface
  interface Moment {
    /** That time has come: is called once, by whoever reads the camera. */
    void come() throws Exception;
  }

  private final String id;
  private final Film film;
  private final Duration length;
  private final NavigableMap<Duration, Moment> moments = new TreeMap<>();
  private final AtomicIntegerArray handed = new AtomicIntegerArray(Film.AUDIO + 1);
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

  /** Has something happen when the film has come to a time. */
  FilmCamera at(Duration time, Moment moment) {
    moments.put(time, moment);
    return this;
  }

  /** How many frames of a track were handed out. */
  int handed(int track) {
    return handed.get(track);
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
    public Optional<Frame> read() throws MediaException {
      long video = Film.due(Film.VIDEO, next[Film.VIDEO]);
      int track = video <= Film.due(Film.AUDIO, next[Film.AUDIO]) ? Film.VIDEO : Film.AUDIO;
      if (next[track] == frames(track)) {
        track = Film.VIDEO + Film.AUDIO - track;
      }
      if (next[track] == frames(track)) {
        return Optional.empty();
      }
      delivered = video;
      pass(Duration.ofNanos(video));
      Frame frame = film.transferred(track, next[track]);
      next[track]++;
      handed.incrementAndGet(track);
      return Optional.of(frame);
    }

    private void pass(Duration time) throws MediaException {
      while (!moments.isEmpty() && moments.firstKey().compareTo(time) <= 0) {
        try {
          moments.pollFirstEntry().getValue().come();
        } catch (Exception e) {
          throw MediaException.of(MediaException.Code.DEVICE_FAILED, "the harness: " + e, e);
        }
      }
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
