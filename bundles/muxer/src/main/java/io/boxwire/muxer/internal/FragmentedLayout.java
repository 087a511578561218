package io.boxwire.muxer.internal;

import io.boxwire.api.MuxerOptions.FragmentIndex;
import io.boxwire.api.MuxerOptions.FragmentProfile;
import io.boxwire.box.Box;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.MovieExtendsHeaderBox;
import java.io.IOException;
import java.util.List;

/**
 * Movie fragments from start to end (ISO/IEC 14496-12:2022 8.8).
 *
 * <pre>
 * ftyp
 * moov           with mvex; a sink that can go back gets the duration into mehd at the end
 * sidx, free     on request, if the sink can go back; free alone until the end
 * moof, mdat …   a fragment, or a chunk of it; each up to the next block, on request
 * free           a copy of all in front of the fragments, if they were forced
 * mfra           unless refused
 * </pre>
 *
 * Closing changes what stands in front of the fragments, and so appends and forces a copy of it
 * first, in the form that it is to have.
 */
final class FragmentedLayout extends FragmentingLayout {
  private final MovieSetup setup;
  private final Output output;
  private Timeline timeline;
  private RandomAccessIndex randomAccess;
  private SegmentIndex segments;
  private FileHead head;
  private long durationAt;
  private long movieEnd;

  FragmentedLayout(MovieSetup setup) {
    super(setup);
    this.setup = setup;
    this.output = setup.output();
  }

  @Override
  FragmentWriter begin(List<Track> tracks, Track lead) throws IOException {
    timeline = Timeline.of(tracks, setup.options().origin());
    FragmentProfile profile = setup.options().fragmentProfile();
    FragmentWriter writer = new FragmentWriter(setup, timeline, profile, this);
    randomAccess = new RandomAccessIndex(tracks, writer::base, writer.pages());
    segments = new SegmentIndex(lead, timeline, writer.pages());
    head = head(tracks, profile, writer.alignment());
    head.append(output);
    return writer;
  }

  /** All that stands in front of the fragments. */
  private FileHead head(List<Track> tracks, FragmentProfile profile, Alignment alignment)
      throws IOException {
    FileHead.Builder boxes = new FileHead.Builder(output.position());
    boxes.add(profile == FragmentProfile.CMAF ? Brands.cmaf() : Brands.fragmented());
    boolean edited = profile == FragmentProfile.ISO || tracks.stream().anyMatch(Track::bringsEdits);
    ContainerBox moov =
        new MoovBuilder(tracks, timeline, setup.options().creationTime())
            .fragmented(
                output.seekable() ? MoovBuilder.Extends.WITH_DURATION : MoovBuilder.Extends.OPEN,
                edited,
                setup.identity());
    durationAt = boxes.position() + durationOffset(moov);
    boxes.add(moov);
    if (setup.options().fragmentIndex() == FragmentIndex.SIDX_AND_MFRA && output.seekable()) {
      boxes.add(segments.reserve(boxes.position()));
    }
    return boxes.build(alignment.boxAt(boxes.position()));
  }

  /** Where {@code mehd}, the first child of {@code mvex}, begins in {@code moov}. */
  private static long durationOffset(ContainerBox moov) {
    long at = 8;
    for (Box child : moov.children()) {
      if (child.type().equals(ContainerBox.MVEX)) {
        break;
      }
      at += child.size();
    }
    return at + 8;
  }

  @Override
  void index(Fragment chunk, long start, long end) {
    randomAccess.note(chunk, start);
    segments.note(chunk, end - start);
    for (int i = 0; i < chunk.runs().size(); i++) {
      noteEnd(chunk.runs().get(i).samples());
    }
  }

  /** The sample decoded last need not be the one shown last. */
  private void noteEnd(List<Sample> samples) {
    for (int i = 0; i < samples.size(); i++) {
      movieEnd = Math.max(movieEnd, end(samples.get(i)));
    }
  }

  private long end(Sample sample) {
    Track track = sample.track;
    long zero = track.bringsEdits() ? 0 : timeline.origin(track);
    return timeline.inMovie(track, sample.compositionTime + sample.duration - zero);
  }

  @Override
  void indexEnd() {
    randomAccess.endFragment();
    segments.endFragment();
  }

  @Override
  void append() throws IOException {
    completeHead();
    if (setup.options().fragmentIndex() != FragmentIndex.NONE) {
      Outputs.append(output, randomAccess.box());
    }
    setup.forcer().forceAll();
  }

  private void completeHead() throws IOException {
    if (output.seekable()) {
      head.change(durationAt, MovieExtendsHeaderBox.of(movieEnd));
      segments.fill(head);
      if (setup.identity().isPresent()) {
        head.appendCopy(output);
      }
    }
  }

  @Override
  void change() throws IOException {
    if (output.seekable()) {
      head.writeChanges(output);
      setup.forcer().forceAll();
    }
  }
}
