package io.boxwire.repair.internal;

import io.boxwire.api.Demuxer;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Muxer;
import io.boxwire.api.TrackInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Carries what a reader finds in a recording to the muxer that finishes it; payload stays. */
final class IndexCopy {
  private final Demuxer demuxer;
  private final long whole;
  private final Faults faults = new Faults();
  private final Map<Integer, Long> samples = new HashMap<>();
  private boolean outside;

  /**
   * Makes it, without reading anything.
   *
   * @param demuxer reads the recording
   * @param whole up to where it is whole
   */
  IndexCopy(Demuxer demuxer, long whole) {
    this.demuxer = demuxer;
    this.whole = whole;
  }

  /** Carries all. */
  void to(Muxer muxer) throws MediaException, InterruptedException {
    Map<Integer, Integer> numbers = new HashMap<>();
    for (TrackInfo track : demuxer.movie().tracks()) {
      numbers.put(track.id(), muxer.addTrack(track.format()));
    }
    while (true) {
      Optional<Frame> next;
      try {
        next = demuxer.read();
      } catch (MediaException e) {
        Faults.refuseUnlessMalformed(e);
        note(e);
        continue;
      }
      if (next.isEmpty()) {
        break;
      }
      write(next.get(), numbers, muxer);
    }
  }

  private void write(Frame frame, Map<Integer, Integer> numbers, Muxer muxer)
      throws MediaException, InterruptedException {
    boolean inside =
        frame.region().isPresent()
            && frame.region().get().position() + frame.region().get().size() <= whole;
    if (!inside) {
      // Of a fragment that is cut: its samples may be whole, but it is not.
      outside = true;
      return;
    }
    Frame kept = frame.toBuilder().track(numbers.get(frame.track())).build().keep();
    boolean taken = false;
    try {
      muxer.write(kept);
      taken = true;
      samples.merge(frame.track(), 1L, Long::sum);
    } catch (MediaException e) {
      if (e.code() != Code.BAD_FRAME) {
        throw e;
      }
      note(e);
    } finally {
      if (!taken) {
        kept.release();
      }
    }
  }

  private void note(MediaException e) {
    faults.note("not in the index: " + e.getMessage());
  }

  long whole() {
    return whole;
  }

  /** How many were taken, by the number of their track. */
  Map<Integer, Long> samples() {
    return samples;
  }

  Faults faults() {
    return faults;
  }

  /** Whether nothing was found but what was taken. */
  boolean clean() {
    return faults.none() && !outside;
  }
}
