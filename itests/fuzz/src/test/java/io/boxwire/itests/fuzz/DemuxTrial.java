package io.boxwire.itests.fuzz;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.Source;
import io.boxwire.api.TrackInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an input in every way a demuxer offers, and notes what came. */
final class DemuxTrial {
  /** So many frames are read of an input at most: a few bytes may speak of billions. */
  private static final int MOST_FRAMES = 5_000;

  /**
   * Behind each fault there must be something to go on with: samples that are named, if not there.
   */
  private static final int MOST_FAULTS = 400_000;

  /** Parameter sets and start codes that come on top of the stored bytes. */
  private static final int TOP = 1 << 16;

  private static final long MEMORY_LIMIT = 1 << 20;

  static final List<PayloadForm> FORMS =
      List.of(PayloadForm.STREAM, PayloadForm.LENGTH_PREFIXED, PayloadForm.STORED);

  private static final Boxwire BOXWIRE = Boxwire.load(DemuxTrial.class.getClassLoader());

  private final int size;
  private final List<String> notes = new ArrayList<>();
  private long faults;

  /**
   * Makes a trial.
   *
   * @param size how long the input is
   */
  DemuxTrial(int size) {
    this.size = size;
  }

  /** What came: the movie, frames, faults and events, in order. */
  List<String> notes() {
    return notes;
  }

  /** How long the input is, where each fault that was told counts as a byte. */
  long weight() {
    return size + faults;
  }

  Demuxer open(Source source, PayloadForm form) throws MediaException {
    return BOXWIRE
        .demuxers()
        .open(
            source,
            DemuxerOptions.builder()
                .payloadForm(form)
                .memoryLimit(MEMORY_LIMIT)
                .listener(event -> notes.add(event.kind() + " " + event.message()))
                .build());
  }

  /** Notes what the file says of itself. */
  void movie(Demuxer demuxer) {
    notes.add(demuxer.movie().majorBrand() + " " + demuxer.movie().layout());
    notes.add("lasts " + demuxer.movie().duration());
    for (TrackInfo track : demuxer.movie().tracks()) {
      notes.add(
          track.id() + " " + track.codecString() + " " + track.sampleCount() + track.format());
    }
  }

  /** Asks how far the file can be read, which lies in the file. */
  void extent(Demuxer demuxer) throws MediaException {
    notes.add(demuxer.extent().toString());
  }

  /** Reads to the end, over all faults. */
  void frames(Demuxer demuxer) {
    long before = faults;
    for (int frames = 0; frames < MOST_FRAMES; ) {
      List<Frame> read = new ArrayList<>(1);
      Optional<MediaException> fault = Guard.thrownBy(() -> demuxer.read().ifPresent(read::add));
      if (fault.isPresent()) {
        Guard.require(++faults - before < MOST_FAULTS, "faults without an end: " + fault.get());
        if (faults < MOST_FRAMES) {
          notes.add(fault.get().code() + " " + fault.get().getMessage());
        }
      } else if (read.isEmpty()) {
        return;
      } else {
        notes.add(note(read.get(0)));
        frames++;
      }
    }
  }

  private String note(Frame frame) {
    Guard.require(frame.size() >= 0, "a frame of " + frame.size() + " bytes");
    String content;
    if (frame.region().isPresent()) {
      content = "at " + frame.region().get().position();
    } else {
      Guard.require(
          frame.size() <= 4L * size + TOP, "a frame of " + frame.size() + " bytes from " + size);
      content = "with " + frame.payload().hashCode();
    }
    return frame + " lasting " + frame.duration() + " " + content;
  }

  /** Seeks to some times and reads on from each. */
  void seeks(Demuxer demuxer) {
    Duration length = demuxer.movie().duration();
    List<Duration> times =
        List.of(length.dividedBy(2), Duration.ZERO, length, Duration.ofSeconds(Long.MAX_VALUE / 4));
    for (Duration time : times) {
      Guard.thrownBy(
          () -> {
            Duration point = demuxer.seek(time);
            Guard.require(!point.isNegative(), "a point before the start: " + point);
            notes.add("seek to " + point);
          });
      for (int i = 0; i < 4; i++) {
        Guard.thrownBy(() -> demuxer.read().ifPresent(frame -> notes.add(note(frame))));
      }
    }
  }

  /** Walks the samples of each track, and reads those that lie in the file. */
  void samples(Demuxer demuxer) {
    for (TrackInfo track : demuxer.movie().tracks()) {
      Guard.thrownBy(
          () -> {
            SampleCursor cursor = demuxer.samples(track.id());
            long last = -1;
            for (int n = 0; n < MOST_FRAMES && cursor.next(); n++) {
              Guard.require(cursor.index() > last, "the index goes back to " + cursor.index());
              Guard.require(cursor.size() >= 0 && cursor.offset() >= 0, "no place for a sample");
              last = cursor.index();
              read(cursor);
            }
          });
    }
  }

  private void read(SampleCursor cursor) {
    if (cursor.size() > size) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.allocate(cursor.size());
    Guard.thrownBy(
        () -> {
          cursor.read(bytes);
          Guard.require(!bytes.hasRemaining(), "a sample was not read whole");
        });
  }
}
