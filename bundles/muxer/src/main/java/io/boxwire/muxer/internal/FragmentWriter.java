package io.boxwire.muxer.internal;

import io.boxwire.api.MuxerOptions.FragmentProfile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes one fragment, or chunk of one, after another: its {@code moof} and payload gathered in one
 * go, with pages of the index that wait. Filling comes behind them, so that the last block of the
 * storage is never written again.
 *
 * <p>What lies in memory is in the file when the call returns. Of what is copied from other files
 * several fragments are on their way at once, always settled after the same number of others, so
 * that the same samples give the same bytes.
 */
final class FragmentWriter {
  /** How many fragments may be on their way; then it is waited for the older half. */
  private static final int MOST_BEGUN = 16;

  /** Is told what is in the file, in its order. */
  interface Written {
    /**
     * A fragment, or a chunk of one, is in the file.
     *
     * @param chunk whose samples have their file offsets; used again after the call
     * @param start the file offset of its {@code moof}
     * @param end the file offset behind it
     */
    void written(Fragment chunk, long start, long end);

    /** What was told of since the last call is a fragment. */
    default void ended() {
      // Not everyone needs to know.
    }
  }

  private final Output output;
  private final Forcer forcer;
  private final Progress progress;
  private final Optional<Sealer> sealer;
  private final GatherWriter writer;
  private final FragmentBuilder builder;
  private final Alignment alignment;
  private final IndexPages pages;
  private final boolean chunksForced;
  private final Written written;

  /** What is on its way. */
  private final List<Fragment> begun = new ArrayList<>();

  private final ArrayDeque<Fragment> spare = new ArrayDeque<>();
  private long sequence;

  /** Up to where fragments are in the file. */
  private long settled;

  /** Whether something was written since a fragment ended. */
  private boolean unended;

  FragmentWriter(MovieSetup setup, Timeline timeline, FragmentProfile profile, Written written)
      throws IOException {
    this.written = written;
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
   * offsets; they are released once it is in the file.
   *
   * @param fragment taken over, unless this throws
   * @return an empty one for what comes next
   */
  Fragment write(Fragment fragment) throws IOException {
    boolean inMemory = fragment.inMemory();
    if (inMemory) {
      complete();
    }
    long durable = forcer.beforeFragment();
    long start = output.position();
    sequence++;
    writer.bytes(head(fragment, start, durable));
    for (int i = 0; i < fragment.runs().size(); i++) {
      write(fragment.runs().get(i).samples());
    }
    boolean paged = pages.writeTo(writer);
    writer.bytes(alignment.boxAt(writer.position()));
    writer.flush();
    if (inMemory || paged) {
      output.complete();
    }
    if (paged) {
      pages.written();
    }
    fragment.start = start;
    fragment.end = output.position();
    begun.add(fragment);
    if (inMemory || paged) {
      complete();
    } else if (begun.size() > MOST_BEGUN) {
      awaitAllBut(MOST_BEGUN / 2);
    }
    return spare.isEmpty() ? new Fragment() : spare.remove();
  }

  /** Goes by index: iterators are garbage in each of a camera's chunks. */
  private void write(List<Sample> samples) throws IOException {
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      sample.offset = writer.position();
      sample.writeTo(writer);
    }
  }

  /** Waits until all fragments are in the file. */
  void complete() throws IOException {
    awaitAllBut(0);
  }

  private void awaitAllBut(int count) throws IOException {
    if (begun.size() > count) {
      output.complete(begun.get(begun.size() - count - 1).end);
      while (begun.size() > count) {
        settle(begun.remove(0));
      }
    }
  }

  private void settle(Fragment chunk) {
    settled = chunk.end;
    unended = true;
    boolean ends = chunk.endsFragment;
    try {
      if (chunksForced) {
        forcer.wrote(settled);
      }
      for (int i = 0; i < chunk.runs().size(); i++) {
        note(chunk.runs().get(i).samples());
      }
      progress.fileBytes(settled);
      written.written(chunk, chunk.start, settled);
    } finally {
      chunk.recycle();
      spare.add(chunk);
    }
    if (ends) {
      ended();
    }
  }

  private void note(List<Sample> samples) {
    for (int i = 0; i < samples.size(); i++) {
      progress.written(samples.get(i));
    }
  }

  /** What was written since the last call is a fragment: has it forced. */
  void endFragment() {
    if (begun.isEmpty()) {
      ended();
    } else {
      begun.get(begun.size() - 1).endsFragment = true;
    }
  }

  private void ended() {
    if (unended) {
      unended = false;
      forcer.wrote(settled);
    }
    written.ended();
  }

  /** The {@code moof} and the header of the {@code mdat}. */
  private ByteBuffer head(Fragment fragment, long start, long durable) throws IOException {
    boolean sealed = sealer.isPresent() && fragment.inMemory();
    if (!sealed) {
      return builder.head(fragment, sequence);
    }
    ByteBuffer head = builder.sealedHead(fragment, sequence, durable);
    sealer.get().seal(start, head, fragment);
    return head;
  }

  /** What is subtracted from the times of a track's frames. */
  long base(Track track) {
    return builder.base(track);
  }

  /** Gives up what is not in the file. */
  void forget() {
    writer.forget();
    try {
      output.complete();
    } catch (IOException e) {
      // It is what made the muxer fail, or comes of that; what is written before it stays.
      progress.fileBytes(output.written());
    }
    try {
      while (!begun.isEmpty() && begun.get(0).end <= output.written()) {
        settle(begun.remove(0));
      }
    } finally {
      begun.forEach(Fragment::release);
      begun.clear();
    }
  }
}
