package io.boxwire.tck;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.MediaType;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecConfiguration;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes sample entries of configurations, as a container does (ISO/IEC 14496-12:2022 12.1.3 and
 * 12.2.3).
 */
final class Entries {
  private static final int HEADER = 8;
  private static final int VISUAL = 78;
  private static final int AUDIO = 28;
  private static final int RESOLUTION = 0x0048_0000;

  private Entries() {}

  /** The entry of a configuration. */
  static SampleEntry of(TrackFormat format, CodecConfiguration configuration) {
    return of(format, configuration, configuration.boxes());
  }

  /** The entry of a configuration with other boxes. */
  static SampleEntry of(
      TrackFormat format, CodecConfiguration configuration, List<ConfigurationBox> boxes) {
    boolean video = format.mediaType() == MediaType.VIDEO;
    int width = choose(configuration.width(), format.width());
    int height = choose(configuration.height(), format.height());
    int channels = choose(configuration.channels(), format.channels());
    int rate = choose(configuration.sampleRate(), format.sampleRate());
    int size = HEADER + (video ? VISUAL : AUDIO);
    for (ConfigurationBox box : boxes) {
      size += HEADER + box.payload().remaining();
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    putHeader(out, size, configuration.sampleEntry());
    out.position(out.position() + 6).putShort((short) 1); // data_reference_index
    if (video) {
      out.position(out.position() + 16).putShort((short) width).putShort((short) height);
      out.putInt(RESOLUTION).putInt(RESOLUTION).putInt(0).putShort((short) 1); // frame_count
      out.position(out.position() + 32).putShort((short) 0x18).putShort((short) -1);
    } else {
      out.position(out.position() + 8).putShort((short) channels);
      out.putShort((short) format.bitsPerSample()).putInt(0).putInt(rate << 16);
    }
    for (ConfigurationBox box : boxes) {
      putHeader(out, HEADER + box.payload().remaining(), box.type());
      out.put(box.payload());
    }
    SampleEntry.Builder entry = SampleEntry.of(configuration.sampleEntry(), out.flip());
    return (video
            ? entry.visual(width, height)
            : entry.audio(channels, rate, format.bitsPerSample()))
        .boxes(boxes)
        .build();
  }

  private static int choose(int told, int fallback) {
    return told > 0 ? told : fallback;
  }

  private static void putHeader(ByteBuffer out, int size, String type) {
    out.putInt(size).put(type.getBytes(StandardCharsets.ISO_8859_1));
  }
}
