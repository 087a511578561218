package io.boxwire.repair.internal;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.FileExtent;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaListener;
import io.boxwire.api.MovieInfo;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RepairReport;
import io.boxwire.api.RepairReport.Outcome;
import io.boxwire.api.Sink;
import io.boxwire.api.Source;
import io.boxwire.api.TrackInfo;
import io.boxwire.box.ByteSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finishes a recording with fragments where it is: reads what is whole of it and lets a muxer write
 * the index.
 */
final class Finisher {
  /** What is told of broken fragments one by one; of further ones their number. */
  private static final int MOST_FAULTS = 20;

  private final Parts parts;
  private final Path file;
  private final Layout layout;
  private final MediaListener listener;
  private final List<String> remarks = new ArrayList<>();
  private final Map<Integer, Long> samples = new HashMap<>();
  private long faults;

  /**
   * Makes a finisher.
   *
   * @param parts what it works with
   * @param file the recording
   * @param layout HYBRID if it was begun as such, else FRAGMENTED
   * @param listener is told of events
   */
  Finisher(Parts parts, Path file, Layout layout, MediaListener listener) {
    this.parts = parts;
    this.file = file;
    this.layout = layout;
    this.listener = listener;
  }

  /**
   * Finishes the file, if it is not.
   *
   * @return what was done; empty if no fragment of it is whole
   * @throws MediaException if that fails; the file is as it was, or can be finished again
   */
  Optional<RepairReport> finish() throws MediaException, InterruptedException {
    DemuxerOptions options = DemuxerOptions.of(PayloadForm.STORED);
    try (Demuxer demuxer = parts.demuxers().open(new Source.File(file), options)) {
      FileExtent extent = demuxer.extent();
      if (!extent.leftOpen()) {
        extent.skipped().ifPresent(remarks::add);
        return Optional.of(RepairReport.of(Outcome.WHOLE, file, counts(demuxer), 0, remarks));
      }
      return finish(demuxer, extent);
    }
  }

  /** How many samples the tracks of a whole file have, as far as that is known at once. */
  private static Map<Integer, Long> counts(Demuxer demuxer) {
    Map<Integer, Long> counts = new HashMap<>();
    for (TrackInfo track : demuxer.movie().tracks()) {
      track.sampleCount().ifPresent(count -> counts.put(track.id(), count));
    }
    return counts;
  }

  private Optional<RepairReport> finish(Demuxer demuxer, FileExtent extent)
      throws MediaException, InterruptedException {
    MovieInfo movie = demuxer.movie();
    MuxerOptions.Builder options =
        MuxerOptions.builder()
            .layout(layout)
            .origin(MuxerOptions.Origin.ZERO)
            .beforeFirstSync(MuxerOptions.BeforeFirstSync.STORE)
            .listener(listener);
    movie.creationTime().ifPresent(options::creationTime);
    long whole =
        RepairFiles.reading(
            file, channel -> FragmentsEnd.find(ByteSource.of(channel), extent.wholeBytes()));
    Muxer muxer = parts.muxers().open(new Sink.InPlace(file, whole), options.build());
    boolean complete = false;
    long size;
    try {
      // The muxer keeps others from writing now; somebody may have finished the file before.
      if (!demuxer.extent().equals(extent)) {
        throw MediaException.of(Code.BAD_STATE, "the file is being written: " + file);
      }
      size = RepairFiles.size(file);
      copyIndex(demuxer, muxer, whole);
      complete = !samples.isEmpty();
    } finally {
      if (!complete) {
        muxer.abandon();
      }
    }
    if (!complete) {
      return Optional.empty();
    }
    muxer.close();
    return Optional.of(report(extent, whole, size));
  }

  private void copyIndex(Demuxer demuxer, Muxer muxer, long whole)
      throws MediaException, InterruptedException {
    Map<Integer, Integer> numbers = new HashMap<>();
    for (TrackInfo track : demuxer.movie().tracks()) {
      numbers.put(track.id(), muxer.addTrack(track.format()));
    }
    while (true) {
      Optional<Frame> next;
      try {
        next = demuxer.read();
      } catch (MediaException e) {
        refuseUnlessMalformed(e);
        note(e);
        continue;
      }
      if (next.isEmpty()) {
        break;
      }
      write(next.get(), numbers, muxer, whole);
    }
  }

  private void write(Frame frame, Map<Integer, Integer> numbers, Muxer muxer, long whole)
      throws MediaException, InterruptedException {
    boolean inside =
        frame.region().isPresent()
            && frame.region().get().position() + frame.region().get().size() <= whole;
    if (!inside) {
      // Of a fragment that is cut: its samples may be whole, but it is not.
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

  /** What is broken in the file is left out; anything else ends the repair. */
  private static void refuseUnlessMalformed(MediaException e) throws MediaException {
    switch (e.code()) {
      case MALFORMED, TRUNCATED, LIMIT_EXCEEDED, UNSUPPORTED -> {
        return;
      }
      default -> throw e;
    }
  }

  private void note(MediaException e) {
    faults++;
    if (faults <= MOST_FAULTS) {
      remarks.add("left out: " + e.getMessage());
    }
  }

  private RepairReport report(FileExtent extent, long whole, long size) {
    long lost = size - whole;
    if (lost > 0) {
      remarks.add("skipped " + lost + " bytes from offset " + whole);
    }
    extent.skipped().ifPresent(remarks::add);
    if (faults > MOST_FAULTS) {
      remarks.add(faults - MOST_FAULTS + " more faults like these");
    }
    return RepairReport.of(Outcome.FINALISED, file, samples, lost, remarks);
  }
}
