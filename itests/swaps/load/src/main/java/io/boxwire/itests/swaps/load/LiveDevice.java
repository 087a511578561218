package io.boxwire.itests.swaps.load;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A camera that always films: which frame there is depends on the time alone, not on who reads it,
 * nor on how often this bundle was started. What nobody reads is missing among the numbers.
 */
final class LiveDevice implements CaptureDevice {
  /** The system property with the time at which number 0 was captured, of the JDK's clock. */
  static final String ZERO = "boxwire.swaps.zero";

  private final String id;

  LiveDevice(String id) {
    this.id = id;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String description() {
    return "numbered frames that do not wait";
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  @Override
  public CaptureSession open(CaptureRequest request) throws MediaException {
    if (request.videoCodec().isEmpty() || request.audioCodec().isEmpty()) {
      throw MediaException.of(MediaException.Code.BAD_REQUEST, "it has pictures and sound");
    }
    return new Session(new Film(request.videoCodec().get(), request.audioCodec().get()));
  }

  private static long now() {
    return System.nanoTime() - Long.getLong(ZERO);
  }

  private static final class Session implements CaptureSession {
    private final Film film;
    private final long[] next = new long[Film.AUDIO + 1];
    private int track;
    private long readAt;
    private boolean started;
    private boolean closed;

    Session(Film film) {
      this.film = film;
    }

    @Override
    public List<TrackFormat> tracks() {
      return film.tracks();
    }

    @Override
    public synchronized Optional<Frame> read() throws MediaException, InterruptedException {
      if (!started) {
        start();
      } else {
        // Whoever reads again has taken what was read before.
        Journal.offered(film.codec(track), readAt);
      }
      track = end(Film.VIDEO) <= end(Film.AUDIO) ? Film.VIDEO : Film.AUDIO;
      for (long left = end(track) - now(); left > 0 && !closed; left = end(track) - now()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      if (closed) {
        throw MediaException.of(MediaException.Code.CLOSED, "the camera was closed");
      }
      readAt = System.nanoTime();
      return Optional.of(film.transferred(track, next[track]++));
    }

    /** When the next frame of a track is complete. */
    private long end(int track) {
      return Film.due(track, next[track] + 1);
    }

    /** With the next picture that decoding can start at, and the sound from its time on. */
    private void start() {
      started = true;
      next[Film.VIDEO] = Film.dueBefore(Film.VIDEO, now());
      while (!film.sync(next[Film.VIDEO])) {
        next[Film.VIDEO]++;
      }
      next[Film.AUDIO] = Film.dueBefore(Film.AUDIO, Film.due(Film.VIDEO, next[Film.VIDEO]));
    }

    @Override
    public synchronized void close() {
      closed = true;
      notifyAll();
    }
  }
}
