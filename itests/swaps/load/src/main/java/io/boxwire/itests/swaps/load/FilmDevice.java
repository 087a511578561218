package io.boxwire.itests.swaps.load;

import io.boxwire.api.Frame;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import java.util.List;
import java.util.Optional;

/** A device that plays a {@link Film} from its beginning, and waits for whoever reads it. */
final class FilmDevice implements CaptureDevice {
  private final String id;
  private final Film film;
  private final Feed feed;

  FilmDevice(String id, Film film, Feed feed) {
    this.id = id;
    this.film = film;
    this.feed = feed;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String description() {
    return "numbered frames";
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
    /** Nothing was read yet. */
    private int track;

    private long readAt;

    @Override
    public List<TrackFormat> tracks() {
      return film.tracks();
    }

    @Override
    public Optional<Frame> read() throws InterruptedException {
      // Whoever reads again has taken what was read before.
      if (track > 0) {
        Journal.offered(film.codec(track), readAt);
      }
      Feed.Item item = feed.next();
      if (item == null) {
        track = 0;
        return Optional.empty();
      }
      track = item.track();
      readAt = System.nanoTime();
      return Optional.of(film.transferred(item.track(), item.number()));
    }

    @Override
    public boolean waits() {
      return true;
    }

    @Override
    public void close() {
      feed.end();
    }
  }
}
