package io.boxwire.muxer.internal;

import io.boxwire.api.MuxerOptions.FragmentProfile;
import io.boxwire.box.BoxWriter;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FileIdentity;
import io.boxwire.box.FragmentSeal;
import io.boxwire.box.MediaDataBox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Writes one fragment after another: its {@code moof} and payload gathered in one go, with pages of
 * the index that wait. Filling comes behind them, so that the last block of the storage is never
 * written again.
 */
final class FragmentWriter {
  private final Output output;
  private final Forcer forcer;
  private final Progress progress;
  private final Optional<FileIdentity> identity;
  private final GatherWriter writer;
  private final FragmentBuilder builder;
  private final Alignment alignment;
  private final IndexPages pages;
  private final BoxWriter boxes = BoxWriter.inMemory();
  private long sequence;

  FragmentWriter(MovieSetup setup, Timeline timeline, FragmentProfile profile) throws IOException {
    this.output = setup.output();
    this.forcer = setup.forcer();
    this.progress = setup.progress();
    this.identity = setup.identity();
    this.writer = new GatherWriter(output);
    this.builder = new FragmentBuilder(timeline, profile);
    this.alignment = new Alignment(setup.options().fragmentAlignment());
    this.pages = new IndexPages(output);
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
   * Writes a fragment, when storage has room for it, and has it forced. Its samples get their file
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
    forcer.wrote(output.position());
    for (Fragment.Run run : fragment.runs()) {
      run.samples().forEach(progress::written);
    }
    progress.fileBytes(output.position());
    return start;
  }

  /** The {@code moof} and the header of the {@code mdat}. */
  private ByteBuffer head(Fragment fragment, long start, long durable) throws IOException {
    Optional<FileIdentity> sealed = identity.filter(file -> fragment.inMemory());
    ContainerBox moof =
        builder.moof(fragment, sequence, sealed.map(file -> new FragmentSeal(durable, 0)));
    boxes.clear();
    boxes.write(moof).header(MediaDataBox.TYPE, fragment.bytes());
    ByteBuffer head = boxes.toBuffer();
    if (sealed.isPresent()) {
      Sealer.seal(sealed.get(), start, head, (int) moof.size(), fragment);
    }
    return head;
  }

  /** What is subtracted from the times of a track's frames. */
  long base(Track track) {
    return builder.base(track);
  }

  void forget() {
    writer.forget();
  }
}
