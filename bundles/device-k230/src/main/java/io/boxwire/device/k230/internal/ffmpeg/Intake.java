package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MovieInfo;
import io.boxwire.api.TrackFormat;
import io.boxwire.device.k230.internal.device.FrameQueue;
import java.util.List;
import java.util.Optional;

/**
 * Takes what one child after another delivers, gives it times of the session's clock, and puts it
 * into the session's queue. One child delivers at a time.
 */
final class Intake implements Receiver {
  private final Wanted wanted;
  private final FrameQueue queue;
  private final CaptureClock clock;

  /** Handed from one child's reading thread to the next one's. */
  private volatile Optional<ChildTracks> current = Optional.empty();

  Intake(Wanted wanted, FrameQueue queue, CaptureClock clock) {
    this.wanted = wanted;
    this.queue = queue;
    this.clock = clock;
  }

  /** The tracks of the child that delivers, or delivered last. */
  List<TrackFormat> formats() {
    return current.map(ChildTracks::formats).orElse(List.of());
  }

  @Override
  public void begin(MovieInfo movie) throws MediaException {
    ChildTracks tracks = ChildTracks.match(movie, wanted);
    if (current.isPresent()) {
      tracks.follow(current.get());
    }
    current = Optional.of(tracks);
    queue.begin(tracks.formats());
  }

  @Override
  public void take(Frame frame) {
    ChildTracks tracks = current.orElseThrow();
    Optional<Frame> taken = tracks.take(frame, clock);
    if (taken.isEmpty()) {
      return;
    }
    if (tracks.advances(taken.get())) {
      queue.put(taken.get());
    } else {
      taken.get().release();
      queue.lost(FrameQueue.Loss.CODED, 1);
    }
  }

  @Override
  public void lost() {
    queue.lost(FrameQueue.Loss.CODED, 1);
  }
}
