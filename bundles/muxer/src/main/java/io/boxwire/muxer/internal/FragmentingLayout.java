package io.boxwire.muxer.internal;

import java.io.IOException;
import java.util.List;

/**
 * What layouts of movie fragments have in common (ISO/IEC 14496-12:2022 8.8): samples are gathered
 * in a fragment, or a chunk of one, until it is long enough. The head of the file is written in
 * front of the first one, since it needs the configuration of all tracks.
 */
abstract class FragmentingLayout implements FileLayout, FragmentWriter.Written {
  private final MovieSetup setup;
  private final Output output;
  private final FragmentPolicy policy;
  private final ChunkPolicy chunks;
  private List<Track> tracks = List.of();
  private Track lead;
  private Fragment open = new Fragment();
  private FragmentWriter writer;

  /** Up to where the file is worth keeping whatever happens. */
  private long whole;

  private boolean broken;

  /** Whether an error has left it open what the indexes know. */
  private boolean indexTorn;

  FragmentingLayout(MovieSetup setup) {
    this.setup = setup;
    this.output = setup.output();
    this.policy = new FragmentPolicy(setup.options());
    this.chunks = new ChunkPolicy(setup.options());
    this.whole = output.position();
  }

  /**
   * Writes all that stands in front of the fragments.
   *
   * @param tracks all tracks, configured
   * @param lead the one that fragments go by
   * @return what writes the fragments
   */
  abstract FragmentWriter begin(List<Track> tracks, Track lead) throws IOException;

  /** Enters a chunk into the indexes, see {@link FragmentWriter.Written#written}. */
  abstract void index(Fragment chunk, long start, long end);

  /** Enters into the indexes that a fragment has ended. */
  abstract void indexEnd();

  /** Appends what stands behind the fragments; if this throws, it is cut off again. */
  abstract void append() throws IOException;

  /** Changes what stands in front of the fragments, at last. */
  abstract void change() throws IOException;

  @Override
  public final void add(Sample sample) throws IOException {
    if (lead == null) {
      findTracks();
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
  public final void idle() throws IOException {
    if (chunks.complete()) {
      writeChunk();
    }
  }

  private void findTracks() {
    tracks = setup.tracks().get();
    lead = Leads.of(tracks);
    chunks.tracks(tracks);
  }

  private void endFragment() throws IOException {
    writeChunk();
    writer.endFragment();
    policy.begin();
  }

  /** Writes what is open of the fragment: all of it, unless it is written in chunks. */
  private void writeChunk() throws IOException {
    if (writer == null) {
      findTracks();
      writer = begin(tracks, lead);
      whole = output.position();
    }
    if (!open.isEmpty()) {
      open = writer.write(open);
    }
    chunks.begin();
  }

  @Override
  public final void written(Fragment chunk, long start, long end) {
    whole = end;
    if (!indexTorn) {
      indexTorn = true;
      index(chunk, start, end);
      indexTorn = false;
    }
  }

  @Override
  public final void ended() {
    if (!indexTorn) {
      indexTorn = true;
      indexEnd();
      indexTorn = false;
    }
  }

  @Override
  public final void fail() {
    broken = true;
    if (writer != null) {
      writer.forget();
    }
    open.release();
    chunks.begin();
    policy.begin();
  }

  @Override
  public final void finish() throws IOException {
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
      append();
    } catch (IOException | RuntimeException | Error e) {
      fail();
      Outputs.cutBack(output, whole, e);
      throw e;
    }
    change();
    setup.progress().fileBytes(output.position());
  }
}
