package io.boxwire.codec.opus.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecPlugin.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Explains a {@code dOps} box to people. */
final class OpusDescription {
  private OpusDescription() {}

  static List<Field> of(ByteBuffer box) {
    List<Field> fields = new ArrayList<>();
    try {
      OpusHead head = OpusHead.ofBox(box);
      add(fields, "OutputChannelCount", head.channels());
      add(fields, "PreSkip", head.preSkip());
      add(fields, "InputSampleRate", head.inputRate());
      String decibels = String.format(Locale.ROOT, "%.2f dB", head.gain() / 256.0);
      add(fields, "OutputGain", head.gain() + " (" + decibels + ")");
      add(fields, "ChannelMappingFamily", head.family());
      if (head.family() != 0) {
        add(fields, "StreamCount", head.mapping().get(0));
        add(fields, "CoupledCount", head.mapping().get(1));
        add(fields, "ChannelMapping", head.mapping().subList(2, head.mapping().size()));
      }
    } catch (MediaException e) {
      add(fields, "broken", e.getMessage());
    }
    return fields;
  }

  private static void add(List<Field> fields, String name, Object value) {
    fields.add(new Field(name, value.toString()));
  }
}
