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
final class HybridLayout extends FragmentingLayout {
  private static final int SECTOR = 512;

  private final MovieSetup setup;
  private final Output output;
  private final HybridClose close;
  private Timeline timeline;
  private long switchAt;

  HybridLayout(MovieSetup setup) {
    super(setup);
    this.setup = setup;
    this.output = setup.output();
    this.close = new HybridClose(setup);
  }

  @Override
  FragmentWriter begin(List<Track> tracks, Track lead) throws IOException {
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
    FragmentWriter writer = new FragmentWriter(setup, timeline, FragmentProfile.ISO, this);
    output.append(new ByteBuffer[] {writer.alignment().boxAt(output.position())}, 1);
    PageStore pages = writer.pages();
    tracks.forEach(track -> track.indexIn(pages));
    return writer;
  }

  @Override
  void index(Fragment chunk, long start, long end) {
    chunk.runs().forEach(run -> run.samples().forEach(HybridLayout::note));
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

  @Override
  void indexEnd() {
    // The final moov knows samples, not fragments.
  }

  @Override
  void append() throws IOException {
    if (setup.options().durability().forced()) {
      // A final moov that is on the storage vouches for the media, if they went there first.
      setup.forcer().forceAll();
    }
    // The origin is that of the fragments: a start moved since then would move all edits.
    List<Track> tracks = setup.tracks().get();
    close.hide(new MoovBuilder(tracks, timeline, setup.options().creationTime()).progressive(0));
  }

  @Override
  void change() throws IOException {
    close.turn(switchAt);
  }
}
