package io.boxwire.muxer.internal;

import io.boxwire.api.MuxerOptions.FragmentProfile;
import io.boxwire.box.BoxWriter;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.MediaDataBox;
import java.io.IOException;

/** Writes one fragment after another: its {@code moof} and payload gathered in one go. */
final class FragmentWriter {
  private final Output output;
  private final Progress progress;
  private final GatherWriter writer;
  private final FragmentBuilder builder;
  private final BoxWriter boxes = BoxWriter.inMemory();
  private long sequence;

  FragmentWriter(MovieSetup setup, Timeline timeline, FragmentProfile profile) {
    this.output = setup.output();
    this.progress = setup.progress();
    this.writer = new GatherWriter(output);
    this.builder = new FragmentBuilder(timeline, profile);
  }

  /**
   * Writes a fragment. Its samples get their file offsets; they are not released.
   *
   * @return the file offset of its {@code moof}
   */
  long write(Fragment fragment) throws IOException {
    long start = output.position();
    sequence++;
    ContainerBox moof = builder.moof(fragment, sequence);
    boxes.clear();
    boxes.write(moof).header(MediaDataBox.TYPE, fragment.bytes());
    writer.bytes(boxes.toBuffer());
    for (Fragment.Run run : fragment.runs()) {
      for (Sample sample : run.samples()) {
        sample.offset = writer.position();
        if (sample.prefix != null) {
          writer.bytes(sample.prefix);
        }
        sample.writeTo(writer);
      }
    }
    writer.flush();
    output.complete();
    for (Fragment.Run run : fragment.runs()) {
      run.samples().forEach(progress::written);
    }
    progress.fileBytes(output.position());
    return start;
  }

  /** What is subtracted from the times of a track's frames. */
  long base(Track track) {
    return builder.base(track);
  }

  void forget() {
    writer.forget();
  }
}
