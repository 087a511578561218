package io.boxwire.muxer.internal;

import io.boxwire.api.Edit;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerOptions.FragmentIndex;
import io.boxwire.api.MuxerOptions.Origin;
import io.boxwire.box.BoxReader;
import io.boxwire.box.MovieExtendsHeaderBox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finishes a fragmented file where it is, as {@link FragmentedLayout} does that made it.
 *
 * <pre>
 * ftyp
 * moov           gets the duration into mehd as the last step, if there is an mehd
 * moof, mdat …   up to where they are whole
 * free           a copy of what stands in front of the fragments, if it is to be overwritten
 * mfra           unless refused
 * </pre>
 */
final class InPlaceFragmented implements FileLayout {
  /** What is larger is not copied, and so not overwritten. */
  private static final long LARGEST_HEAD = 1 << 20;

  private final MovieSetup setup;
  private final InPlaceOutput output;
  private final InPlaceSamples samples;
  private final FragmentPlaces places;
  private RandomAccessIndex randomAccess;
  private long movieEnd;
  private Timeline timeline;

  InPlaceFragmented(MovieSetup setup, InPlaceOutput output) throws MediaException {
    this.setup = setup;
    this.output = output;
    this.samples = new InPlaceSamples(setup, output);
    this.places = new FragmentPlaces(BoxReader.of(output.source()), output.whole());
  }

  @Override
  public void add(Sample sample) throws IOException {
    samples.take(sample);
    if (randomAccess == null) {
      List<Track> tracks = setup.tracks().get();
      timeline = Timeline.of(tracks, Origin.ZERO);
      // Times are those of the file already.
      randomAccess = new RandomAccessIndex(tracks, track -> 0, PageStore.HEAP);
    }
    Optional<FragmentPlaces.Place> place = places.of(sample.track.id(), sample.offset);
    if (place.isPresent()) {
      randomAccess.note(sample, place.get());
    }
    movieEnd = Math.max(movieEnd, shownEnd(sample));
    sample.release();
  }

  /** When the sample ends in the presentation, in ticks of the movie. */
  private long shownEnd(Sample sample) {
    long before = 0;
    long start = 0;
    for (Edit edit : timeline.fragmentEdits(sample.track)) {
      if (edit.empty()) {
        before += edit.duration();
      } else {
        start = edit.mediaTime();
      }
    }
    long end = sample.compositionTime + sample.duration - start;
    return before + timeline.inMovie(sample.track, end);
  }

  @Override
  public void idle() {
    // Nothing is written before the end.
  }

  @Override
  public void fail() {
    samples.fail();
  }

  @Override
  public void finish() throws IOException {
    if (!samples.complete()) {
      return;
    }
    Optional<FileHead> head = changedHead();
    output.cutTail();
    try {
      if (head.isPresent()) {
        head.get().appendCopy(output);
      }
      if (setup.options().fragmentIndex() != FragmentIndex.NONE) {
        Outputs.append(output, randomAccess.box());
      }
      setup.forcer().forceAll();
    } catch (IOException e) {
      Outputs.cutBack(output, output.whole(), e);
      throw e;
    }
    if (head.isPresent()) {
      head.get().writeChanges(output);
      setup.forcer().forceAll();
    }
    setup.progress().fileBytes(output.position());
  }

  /** What stands in front of the fragments, with the duration, if there is room for it. */
  private Optional<FileHead> changedHead() throws IOException {
    OptionalLong durationAt = output.file().durationAt();
    if (durationAt.isEmpty() || places.start() > LARGEST_HEAD) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) places.start());
    output.read(0, bytes);
    FileHead head = new FileHead(0, bytes.flip());
    head.change(durationAt.getAsLong(), MovieExtendsHeaderBox.of(movieEnd));
    return Optional.of(head);
  }
}
