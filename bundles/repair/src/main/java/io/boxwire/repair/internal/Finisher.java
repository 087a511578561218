package io.boxwire.repair.internal;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.FileExtent;
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
import java.util.OptionalLong;

/**
 * Finishes a recording with fragments where it is: reads what is whole of it and lets a muxer write
 * the index.
 *
 * <p>What the report counts is what a reader then finds. The index of a HYBRID file names the
 * samples that were taken and no others. Of a FRAGMENTED file, fragments that readers would stumble
 * over are hidden; see {@link BrokenFragments}.
 */
final class Finisher {
  private final Parts parts;
  private final Path file;
  private final Layout layout;
  private final MediaListener listener;

  /** What was hidden before the file was read again. */
  private final Faults hidden = new Faults();

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
   * @return what was done; empty if nothing of it is whole
   * @throws MediaException if that fails; the file is as it was, or can be finished again
   */
  Optional<RepairReport> finish() throws MediaException, InterruptedException {
    Attempt attempt = attempt(Broken.IS_LEFT_ALONE);
    if (attempt.brokenBefore().isPresent()) {
      long whole = attempt.brokenBefore().getAsLong();
      RepairFiles.changing(file, channel -> BrokenFragments.hide(parts.demuxers(), channel, whole))
          .forEach(hidden::note);
      attempt = attempt(Broken.IS_COUNTED);
    }
    return attempt.report();
  }

  /** What is done about broken fragments of a FRAGMENTED file. */
  private enum Broken {
    /** Nothing is finished as long as there may be some. */
    IS_LEFT_ALONE,
    /** There are none left that can be hidden; what can't be read is counted. */
    IS_COUNTED
  }

  /**
   * What came of an attempt.
   *
   * @param report what was done; empty if nothing of the file is whole, or it was left alone
   * @param brokenBefore up to where broken fragments are to be hidden before the next attempt
   */
  private record Attempt(Optional<RepairReport> report, OptionalLong brokenBefore) {}

  private Attempt attempt(Broken broken) throws MediaException, InterruptedException {
    DemuxerOptions options = DemuxerOptions.of(PayloadForm.STORED);
    try (Demuxer demuxer = parts.demuxers().open(new Source.File(file), options)) {
      FileExtent extent = demuxer.extent();
      if (!extent.leftOpen() && !(layout == Layout.FRAGMENTED && unfinished())) {
        return new Attempt(finished(demuxer, extent), OptionalLong.empty());
      }
      return finish(demuxer, extent, broken);
    }
  }

  private boolean unfinished() throws MediaException {
    return RepairFiles.reading(file, channel -> HeadRebuilder.unfinished(ByteSource.of(channel)));
  }

  /** The file has its index; media that it names may be missing. */
  private Optional<RepairReport> finished(Demuxer demuxer, FileExtent extent)
      throws MediaException {
    if (extent.skipped().isEmpty()) {
      return Optional.of(RepairReport.of(Outcome.WHOLE, file, counts(demuxer), 0, List.of()));
    }
    ReadableSamples readable = ReadableSamples.of(demuxer);
    if (readable.counts().isEmpty()) {
      return Optional.empty();
    }
    List<String> remarks = new ArrayList<>(readable.missing());
    remarks.add(extent.skipped().get());
    Outcome outcome = readable.missing().isEmpty() ? Outcome.WHOLE : Outcome.INCOMPLETE;
    return Optional.of(RepairReport.of(outcome, file, readable.counts(), 0, remarks));
  }

  /** How many samples the tracks of a whole file have, as far as that is known at once. */
  private static Map<Integer, Long> counts(Demuxer demuxer) {
    Map<Integer, Long> counts = new HashMap<>();
    for (TrackInfo track : demuxer.movie().tracks()) {
      track.sampleCount().ifPresent(count -> counts.put(track.id(), count));
    }
    return counts;
  }

  private Attempt finish(Demuxer demuxer, FileExtent extent, Broken broken)
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
    IndexCopy copy = new IndexCopy(demuxer, whole);
    Muxer muxer = parts.muxers().open(new Sink.InPlace(file, whole), options.build());
    boolean complete = false;
    long size;
    try {
      // The muxer keeps others from writing now; somebody may have finished the file before.
      if (!demuxer.extent().equals(extent)) {
        throw MediaException.of(Code.BAD_STATE, "the file is being written: " + file);
      }
      size = RepairFiles.size(file);
      copy.to(muxer);
      if (layout == Layout.FRAGMENTED && broken == Broken.IS_LEFT_ALONE && !copy.clean()) {
        return new Attempt(Optional.empty(), OptionalLong.of(whole));
      }
      complete = !copy.samples().isEmpty();
    } finally {
      if (!complete) {
        muxer.abandon();
      }
    }
    if (!complete) {
      return new Attempt(Optional.empty(), OptionalLong.empty());
    }
    muxer.close();
    long lost = extent.leftOpen() ? size - whole : 0;
    return new Attempt(Optional.of(report(extent, copy, lost)), OptionalLong.empty());
  }

  private RepairReport report(FileExtent extent, IndexCopy copy, long lost) throws MediaException {
    List<String> remarks = new ArrayList<>(hidden.remarks());
    remarks.addAll(copy.faults().remarks());
    if (lost > 0) {
      remarks.add("skipped " + lost + " bytes from offset " + copy.whole());
    }
    extent.skipped().ifPresent(remarks::add);
    boolean named = layout == Layout.HYBRID || copy.clean();
    Map<Integer, Long> samples =
        named ? copy.samples() : ReadableSamples.of(parts.demuxers(), file).counts();
    return RepairReport.of(Outcome.FINALISED, file, samples, lost, remarks);
  }
}
