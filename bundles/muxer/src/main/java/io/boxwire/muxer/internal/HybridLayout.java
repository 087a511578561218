package io.boxwire.muxer.internal;

import io.boxwire.api.MuxerOptions.FragmentProfile;
import io.boxwire.box.FreeSpaceBox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Movie fragments while the file grows, an ordinary progressive file once it is closed.
 *
 * <pre>
 * growing                    closed
 *   ftyp                       ftyp
 *   free     16 bytes          mdat     64-bit size, up to the final moov
 *   moov     with mvex
 *   moof
 *   mdat
 *   free     pages of the index that became full
 *   free     to the next block, on request
 *   …
 *   free
 *     moov                     moov     all samples
 * </pre>
 *
 * Closing appends the final {@code moov} inside a {@code free} box and forces it to storage; then
 * it overwrites the 16 bytes, which lie within one sector, and forces them too. Cut before that,
 * the file is an ordinary fragmented one. Nothing else is ever changed.
 */
final class HybridLayout implements FileLayout {
  private static final int SECTOR = 512;

  private final MovieSetup setup;
  private final Output output;
  private final FragmentPolicy policy;
  private final ChunkPolicy chunks;
  private Fragment open = new Fragment();
  private Track lead;
  private Timeline timeline;
  private FragmentWriter writer;
  private long switchAt;
  private long whole;
  private boolean broken;

  /** Whether an error has left it open which samples the final moov would know. */
  private boolean indexTorn;

  HybridLayout(MovieSetup setup) {
    this.setup = setup;
    this.output = setup.output();
    this.policy = new FragmentPolicy(setup.options());
    this.chunks = new ChunkPolicy(setup.options());
    this.whole = output.position();
  }

  @Override
  public void add(Sample sample) throws IOException {
    if (lead == null) {
      List<Track> tracks = setup.tracks().get();
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

  private void written(Fragment chunk, long start, long end) {
    whole = end;
    if (indexTorn) {
      return;
    }
    indexTorn = true;
    chunk.runs().forEach(run -> run.samples().forEach(HybridLayout::note));
    indexTorn = false;
  }

  /** What the final moov says of a sample: it begins behind parameter sets put in front of it. */
  private static void note(Sample sample) {
    int size = (int) sample.size();
    sample
        .track
        .index()
        .add(
            sample.offset + sample.storedSize() - size,
            size,
            sample.duration,
            sample.compositionOffset(),
            sample.access,
            sample.rollDistance,
            sample.entry);
  }

  private void begin() throws IOException {
    List<Track> tracks = setup.tracks().get();
    timeline = Timeline.of(tracks, setup.options().origin());
    Outputs.append(output, Brands.hybrid());
    long inSector = output.position() % SECTOR;
    if (inSector + HybridClose.SWITCH > SECTOR) {
      Outputs.append(output, FreeSpaceBox.of((int) Math.max(8, SECTOR - inSector)));
    }
    switchAt = output.position();
    Outputs.append(output, FreeSpaceBox.of(HybridClose.SWITCH));
    MoovBuilder builder = new MoovBuilder(tracks, timeline, setup.options().creationTime());
    Outputs.append(output, builder.fragmented(MoovBuilder.Extends.OPEN, true, setup.identity()));
    FragmentWriter fragments =
        new FragmentWriter(setup, timeline, FragmentProfile.ISO, this::written);
    output.append(new ByteBuffer[] {fragments.alignment().boxAt(output.position())}, 1);
    PageStore pages = fragments.pages();
    tracks.forEach(track -> track.indexIn(pages));
    whole = output.position();
    writer = fragments;
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
    if (broken) {
      Outputs.cutTo(output, whole);
    }
    if (indexTorn) {
      setup.forcer().forceAll();
      return;
    }
    HybridClose close = new HybridClose(setup);
    try {
      endFragment();
      writer.complete();
      if (setup.options().durability().forced()) {
        // A final moov that is on the storage vouches for the media, if they went there first.
        setup.forcer().forceAll();
      }
      // The origin is that of the fragments: a start moved since then would move all edits.
      List<Track> tracks = setup.tracks().get();
      close.hide(new MoovBuilder(tracks, timeline, setup.options().creationTime()).progressive(0));
    } catch (IOException | RuntimeException | Error e) {
      fail();
      // An ordinary fragmented file stays behind, without half a moov at its end.
      Outputs.cutBack(output, whole, e);
      throw e;
    }
    close.turn(switchAt);
    setup.progress().fileBytes(output.position());
  }
}
