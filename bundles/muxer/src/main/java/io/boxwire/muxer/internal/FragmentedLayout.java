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
final class FragmentedLayout implements FileLayout, FragmentWriter.Written {
  private final MovieSetup setup;
  private final Output output;
  private final FragmentPolicy policy;
  private final ChunkPolicy chunks;
  private Fragment open = new Fragment();
  private List<Track> tracks = List.of();
  private Track lead;
  private Timeline timeline;
  private FragmentWriter writer;
  private RandomAccessIndex randomAccess;
  private SegmentIndex segments;
  private FileHead head;
  private long durationAt;
  private long movieEnd;
  private long whole;
  private boolean broken;

  /** Whether an error has left it open which fragments the indexes know. */
  private boolean indexTorn;

  FragmentedLayout(MovieSetup setup) {
    this.setup = setup;
    this.output = setup.output();
    this.policy = new FragmentPolicy(setup.options());
    this.chunks = new ChunkPolicy(setup.options());
    this.whole = output.position();
  }

  @Override
  public void add(Sample sample) throws IOException {
    if (lead == null) {
      tracks = setup.tracks().get();
      lead = Leads.of(tracks);
      chunks.tracks(tracks);
    }
    if (policy.cutsBefore(sample, lead)) {
      endFragment();
    } else if (chunks.endsBefore(sample)) {
      writeChunk();
    }
    sample.track.pass(sample);
    policy.take(sample, lead);
    chunks.take(sample);
    open.add(sample);
  }

  @Override
  public void idle() throws IOException {
    if (chunks.complete()) {
      writeChunk();
    }
  }

  private void endFragment() throws IOException {
    writeChunk();
    writer.endFragment();
    policy.begin();
  }

  /** Writes what is open of the fragment: all of it, unless it is written in chunks. */
  private void writeChunk() throws IOException {
    if (writer == null) {
      begin();
    }
    if (!open.isEmpty()) {
      open = writer.write(open);
    }
    chunks.begin();
  }

  @Override
  public void written(Fragment chunk, long start, long end) {
    whole = end;
    if (indexTorn) {
      return;
    }
    indexTorn = true;
    randomAccess.note(chunk, start);
    segments.note(chunk, end - start);
    for (Fragment.Run run : chunk.runs()) {
      // The sample decoded last need not be the one shown last.
      for (Sample sample : run.samples()) {
        movieEnd = Math.max(movieEnd, end(sample));
      }
    }
    indexTorn = false;
  }

  @Override
  public void ended() {
    if (indexTorn) {
      return;
    }
    indexTorn = true;
    randomAccess.endFragment();
    segments.endFragment();
    indexTorn = false;
  }

  private long end(Sample sample) {
    Track track = sample.track;
    long zero = track.bringsEdits() ? 0 : timeline.origin(track);
    return timeline.inMovie(track, sample.compositionTime + sample.duration - zero);
  }

  private void begin() throws IOException {
    tracks = setup.tracks().get();
    lead = Leads.of(tracks);
    timeline = Timeline.of(tracks, setup.options().origin());
    FragmentProfile profile = setup.options().fragmentProfile();
    FragmentWriter fragments = new FragmentWriter(setup, timeline, profile, this);
    randomAccess = new RandomAccessIndex(tracks, fragments::base, fragments.pages());
    segments = new SegmentIndex(lead, timeline, fragments.pages());
    head = head(profile, fragments.alignment());
    head.append(output);
    whole = output.position();
    writer = fragments;
  }

  /** All that stands in front of the fragments. */
  private FileHead head(FragmentProfile profile, Alignment alignment) throws IOException {
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
  public void fail() {
    broken = true;
    if (writer != null) {
      writer.forget();
    }
    open.release();
    chunks.begin();
    policy.begin();
  }

  @Override
  public void finish() throws IOException {
    if (broken && !output.seekable()) {
      // The stream broke off somewhere: nothing that follows would be understood.
      return;
    }
    if (broken) {
      Outputs.cutTo(output, whole);
    }
    if (indexTorn) {
      setup.forcer().forceAll();
      return;
    }
    try {
      endFragment();
      writer.complete();
      completeHead();
      if (setup.options().fragmentIndex() != FragmentIndex.NONE) {
        Outputs.append(output, randomAccess.box());
      }
      setup.forcer().forceAll();
    } catch (IOException | RuntimeException | Error e) {
      fail();
      Outputs.cutBack(output, whole, e);
      throw e;
    }
    if (output.seekable()) {
      head.writeChanges(output);
      setup.forcer().forceAll();
    }
    setup.progress().fileBytes(output.position());
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
}
