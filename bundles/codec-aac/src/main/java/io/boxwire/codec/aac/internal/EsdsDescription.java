package io.boxwire.codec.aac.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecPlugin.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Explains an {@code esds} box to people. */
final class EsdsDescription {
  private EsdsDescription() {}

  static List<Field> of(ByteBuffer box) {
    List<Field> fields = new ArrayList<>();
    try {
      Esds esds = Esds.read(box);
      add(fields, "ES_ID", esds.esId());
      add(
          fields,
          "objectTypeIndication",
          String.format("0x%02X (%s)", esds.objectType(), objectType(esds.objectType())));
      add(fields, "streamType", esds.streamType());
      add(fields, "bufferSizeDB", esds.bufferSize());
      add(fields, "maxBitrate", esds.maxBitrate());
      add(fields, "avgBitrate", esds.averageBitrate());
      if (esds.isAac()) {
        explain(fields, esds.configuration());
      } else {
        int bytes = esds.specific().map(ByteBuffer::remaining).orElse(0);
        add(fields, "decoderSpecificInfo", bytes + " bytes");
      }
    } catch (MediaException e) {
      add(fields, "broken", e.getMessage());
    }
    return fields;
  }

  private static void explain(List<Field> fields, AudioSpecificConfig config) {
    add(fields, "audioObjectType", config.objectType() + " (" + name(config.objectType()) + ")");
    add(fields, "samplingFrequency", config.rate());
    add(fields, "channelConfiguration", channels(config));
    if (config.frameLength() > 0) {
      add(fields, "frameLength", config.frameLength());
    }
    if (config.extension() > 0) {
      String named = config.extension() + " (" + name(config.extension()) + ")";
      add(fields, "extensionAudioObjectType", named);
      add(fields, "extensionSamplingFrequency", config.extensionRate());
    }
  }

  private static String channels(AudioSpecificConfig config) {
    int number = config.channelConfiguration();
    return number + (number == 0 ? " (program config element)" : "");
  }

  private static void add(List<Field> fields, String name, Object value) {
    fields.add(new Field(name, value.toString()));
  }

  /** ISO/IEC 14496-1 table 5. */
  private static String objectType(int indication) {
    return switch (indication) {
      case 0x20 -> "MPEG-4 Visual";
      case Esds.MPEG4_AUDIO -> "MPEG-4 Audio";
      case 0x66 -> "MPEG-2 AAC Main";
      case 0x67 -> "MPEG-2 AAC LC";
      case 0x68 -> "MPEG-2 AAC SSR";
      case 0x69 -> "MPEG-2 Audio";
      case 0x6b -> "MPEG-1 Audio";
      default -> "other";
    };
  }

  /** ISO/IEC 14496-3 table 1.17. */
  private static String name(int audioObjectType) {
    return switch (audioObjectType) {
      case 1 -> "AAC Main";
      case 2 -> "AAC LC";
      case 3 -> "AAC SSR";
      case 4 -> "AAC LTP";
      case AudioSpecificConfig.SBR -> "SBR";
      case 23 -> "ER AAC LD";
      case AudioSpecificConfig.PS -> "PS";
      case 39 -> "ER AAC ELD";
      case 42 -> "USAC";
      default -> "other";
    };
  }
}
