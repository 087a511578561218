package io.boxwire.demuxer.internal;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.MediaException;
import io.boxwire.api.SampleEntry;
import io.boxwire.box.AudioSampleEntry;
import io.boxwire.box.Box;
import io.boxwire.box.BoxWriter;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.ParentBox;
import io.boxwire.box.VisualSampleEntry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Turns sample entries as boxes into sample entries as the rest of the framework knows them. */
final class SampleEntries {
  private SampleEntries() {}

  /**
   * Converts an entry.
   *
   * @param stored the entry as it is in the file, in its shell if it has one
   * @throws MediaException if its bytes can't be read
   */
  static SampleEntry convert(Box stored) throws MediaException {
    Box content = stored.content();
    SampleEntry.Builder entry = SampleEntry.of(Texts.fourCc(content.type()), bytes(stored));
    if (content instanceof VisualSampleEntry visual) {
      entry.visual(visual.width(), visual.height());
    } else if (content instanceof AudioSampleEntry audio) {
      audio(entry, audio);
    }
    if (content instanceof ParentBox parent) {
      entry.boxes(boxes(parent));
    }
    return entry.build();
  }

  private static void audio(SampleEntry.Builder entry, AudioSampleEntry audio) {
    var v2 = audio.extension().v2();
    if (audio.entryVersion() == 2 && v2.channelCount() > 0) {
      double rate = Double.longBitsToDouble(v2.sampleRate());
      entry.audio(clamp(v2.channelCount()), (int) rate, clamp(v2.bitsPerChannel()));
    } else {
      int rate = (int) (audio.sampleRate() >>> 16);
      entry.audio(audio.channelCount(), rate, audio.sampleSize());
    }
  }

  private static int clamp(long value) {
    return (int) Math.min(value, 0xffff);
  }

  /** The boxes inside, also those that QuickTime wraps into {@code wave}. */
  private static List<ConfigurationBox> boxes(ParentBox entry) throws MediaException {
    List<ConfigurationBox> boxes = new ArrayList<>();
    for (Box child : entry.children()) {
      add(boxes, child);
      if (child.content() instanceof ParentBox wave && wave.type().equals(ContainerBox.WAVE)) {
        // Not deeper: each level would copy all that is below it once more.
        for (Box inside : wave.children()) {
          add(boxes, inside);
        }
      }
    }
    return boxes;
  }

  private static void add(List<ConfigurationBox> boxes, Box child) throws MediaException {
    ByteBuffer bytes = bytes(child);
    // A cut header at the end of an entry is no box; its bytes stay in the entry's own.
    if (bytes.remaining() >= 8) {
      boolean large = bytes.getInt(0) == 1 && bytes.remaining() >= 16;
      boxes.add(ConfigurationBox.of(Texts.fourCc(child.type()), bytes.position(large ? 16 : 8)));
    }
  }

  private static ByteBuffer bytes(Box box) throws MediaException {
    return BoxWriter.inMemory().write(box).toBuffer();
  }
}
