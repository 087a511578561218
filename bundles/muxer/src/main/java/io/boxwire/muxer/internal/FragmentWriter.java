package io.boxwire.muxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerOptions.FragmentProfile;
import io.boxwire.box.BoxWriter;
import io.boxwire.box.FragmentSeal;
import io.boxwire.box.MediaDataBox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Writes one fragment, or chunk of one, after another: its {@code moof} and payload gathered in one
 * go, with pages of the index that wait. Filling comes behind them, so that the last block of the
 * storage is never written again.
 */
final class FragmentWriter {
  private final Output output;
  private final Forcer forcer;
  private final Progress progress;
  private final Optional<Sealer> sealer;
  private final GatherWriter writer;
  private final FragmentBuilder builder;
  private final Alignment alignment;
  private final IndexPages pages;
  private final BoxWriter boxes = BoxWriter.inMemory();
  private final boolean chunksForced;
  private long sequence;

  /** Whether something was written since a fragment ended. */
  private boolean unended;

  /** How long the last {@code moof} was: the next commonly is as long. */
  private int lastSize;

  FragmentWriter(MovieSetup setup, Timeline timeline, FragmentProfile profile) throws IOException {
    this.output = setup.output();
    this.forcer = setup.forcer();
    this.progress = setup.progress();
    this.sealer = setup.identity().map(Sealer::new);
    this.writer = new GatherWriter(output);
    this.builder = new FragmentBuilder(timeline, profile);
    this.alignment = new Alignment(setup.options().fragmentAlignment());
    this.pages = new IndexPages(output);
    // What is forced by the clock need not wait for the end of a fragment.
    this.chunksForced = !setup.options().durability().interval().isZero();
  }

  /** Says what fills the space behind a fragment, and in front of the first one. */
  Alignment alignment() {
    return alignment;
  }

  /** Takes pages of an index, to be written behind the next fragment; in the heap if it must. */
  PageStore pages() {
    return output.readable() ? pages : PageStore.HEAP;
  }

  /**
   * Writes a fragment or a chunk of one, when storage has room for it. Its samples get their file
   * offsets; they are not released.
   *
   * @return the file offset of its {@code moof}
   */
  long write(Fragment fragment) throws IOException {
    long durable = forcer.beforeFragment();
    long start = output.position();
    sequence++;
    writer.bytes(head(fragment, start, durable));
    for (Fragment.Run run : fragment.runs()) {
      for (Sample sample : run.samples()) {
        sample.offset = writer.position();
        sample.writeTo(writer);
      }
    }
    pages.writeTo(writer);
    writer.bytes(alignment.boxAt(writer.position()));
    writer.flush();
    output.complete();
    pages.written();
    unended = true;
    if (chunksForced) {
      forcer.wrote(output.position());
    }
    for (Fragment.Run run : fragment.runs()) {
      run.samples().forEach(progress::written);
    }
    progress.fileBytes(output.position());
    return start;
  }

  /** A fragment is complete: has it forced. */
  void endFragment() {
    if (unended) {
      unended = false;
      forcer.wrote(output.position());
    }
  }

  /** The {@code moof} and the header of the {@code mdat}. */
  private ByteBuffer head(Fragment fragment, long start, long durable) throws IOException {
    boolean sealed = sealer.isPresent() && fragment.inMemory();
    Optional<FragmentSeal> seal =
        sealed ? Optional.of(new FragmentSeal(durable, 0)) : Optional.empty();
    int size = moof(fragment, seal, lastSize);
    if (size != lastSize) {
      size = moof(fragment, seal, size);
    }
    lastSize = size;
    boxes.header(MediaDataBox.TYPE, fragment.bytes());
    ByteBuffer head = boxes.toBuffer();
    if (sealed) {
      sealer.get().seal(start, head, size, fragment);
    }
    return head;
  }

  /**
   * Writes the {@code moof} into memory.
   *
   * @param size how long it is thought to be
   * @return how long it is
   */
  private int moof(Fragment fragment, Optional<FragmentSeal> seal, int size) throws MediaException {
    boxes.clear();
    return boxes.write(builder.moof(fragment, sequence, seal, size)).size();
  }

  /** What is subtracted from the times of a track's frames. */
  long base(Track track) {
    return builder.base(track);
  }

  void forget() {
    writer.forget();
  }
}
