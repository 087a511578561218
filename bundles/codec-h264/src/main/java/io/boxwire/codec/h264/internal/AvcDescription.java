package io.boxwire.codec.h264.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecPlugin.Field;
import io.boxwire.bitstream.ColourDescription;
import io.boxwire.bitstream.SampleAspectRatio;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Explains an {@code avcC} box, and the parameter sets in it, to people. */
final class AvcDescription {
  private static final String[] CHROMA = {"4:0:0", "4:2:0", "4:2:2", "4:4:4"};

  private AvcDescription() {}

  static List<Field> of(ByteBuffer payload) {
    List<Field> fields = new ArrayList<>();
    try {
      AvcConfiguration record = AvcConfiguration.read(payload);
      fields.add(
          new Field(
              "AVCProfileIndication",
              record.profile()
                  + " ("
                  + Profile.name(record.profile(), record.constraints())
                  + ")"));
      fields.add(new Field("profile_compatibility", String.format("0x%02X", record.constraints())));
      fields.add(new Field("AVCLevelIndication", Integer.toString(record.level())));
      fields.add(new Field("lengthSize", Integer.toString(record.lengthSize())));
      if (Sps.tellsChroma(record.profile())) {
        fields.add(new Field("chroma_format", CHROMA[record.chroma()]));
        fields.add(new Field("bit_depth_luma", Integer.toString(record.lumaDepth())));
        fields.add(new Field("bit_depth_chroma", Integer.toString(record.chromaDepth())));
      }
      addSets(fields, "sps", record.sps());
      addSets(fields, "pps", record.pps());
      addSets(fields, "spsExt", record.extensions());
    } catch (MediaException e) {
      fields.add(new Field("broken", e.getMessage()));
    }
    return fields;
  }

  private static void addSets(List<Field> fields, String name, List<byte[]> sets) {
    for (int i = 0; i < sets.size(); i++) {
      fields.add(new Field(name + "[" + i + "]", explain(sets.get(i))));
    }
  }

  private static String explain(byte[] set) {
    String size = set.length + " bytes: ";
    if (set.length == 0) {
      return size + "empty";
    }
    ByteBuffer nal = ByteBuffer.wrap(set);
    try {
      return size
          + switch (NalType.of(set[0])) {
            case NalType.SPS -> text(SpsReader.read(nal));
            case NalType.PPS -> text(Pps.read(nal));
            case NalType.SPS_EXTENSION -> "extends sps " + SpsExtension.id(nal);
            default -> "NAL unit type " + NalType.of(set[0]);
          };
    } catch (MediaException e) {
      return size + e.getMessage();
    }
  }

  private static String text(Sps sps) {
    StringBuilder text = new StringBuilder();
    text.append("id ").append(sps.id());
    text.append(", ").append(Profile.name(sps.profile(), sps.constraints()));
    text.append(" level ").append(Level.name(sps));
    text.append(", ").append(sps.width()).append('x').append(sps.height());
    text.append(sps.framesOnly() ? "" : " (fields possible)");
    text.append(", ").append(CHROMA[sps.chroma()]);
    text.append(' ').append(sps.lumaDepth()).append(" bit");
    text.append(", reference frames ").append(sps.refFrames());
    text.append(", picture order type ").append(sps.order().type());
    sps.reorderDepth().ifPresent(depth -> text.append(", reorder depth ").append(depth));
    Vui vui = sps.vui();
    if (vui.unitsInTick() > 0 && vui.timeScale() > 0) {
      text.append(", timing ").append(vui.timeScale()).append('/').append(vui.unitsInTick());
    }
    SampleAspectRatio ratio = vui.signal().aspectRatio();
    if (ratio.specified()) {
      text.append(", sample aspect ratio ");
      text.append(ratio.horizontal()).append(':').append(ratio.vertical());
    }
    if (vui.signal().colour().isPresent()) {
      ColourDescription colour = vui.signal().colour().get();
      text.append(", colour ").append(colour.primaries()).append('/').append(colour.transfer());
      text.append('/').append(colour.matrix()).append(colour.fullRange() ? " full" : " limited");
    }
    return text.toString();
  }

  private static String text(Pps pps) {
    return "id " + pps.id() + ", sps " + pps.spsId() + ", " + (pps.cabac() ? "CABAC" : "CAVLC");
  }
}
