package io.boxwire.muxer.internal;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaType;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.box.AudioSampleEntry;
import io.boxwire.box.Box;
import io.boxwire.box.ByteRange;
import io.boxwire.box.FourCc;
import io.boxwire.box.OpaqueBox;
import io.boxwire.box.OtherSampleEntry;
import io.boxwire.box.SampleDescriptionBox;
import io.boxwire.box.VisualSampleEntry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the fixed fields of sample entries around the boxes that a codec plugin gave, or takes
 * entries over as they were.
 *
 * <pre>
 * stsd
 *   avc1            VisualSampleEntry (ISO/IEC 14496-12:2022 12.1.3) or AudioSampleEntry (12.2.3)
 *     avcC …        configuration boxes as the plugin gave them
 * </pre>
 */
final class SampleEntryBuilder {
  private SampleEntryBuilder() {}

  /** All entries of a track. */
  static SampleDescriptionBox all(Track track) throws MediaException {
    return first(track, Integer.MAX_VALUE);
  }

  /** The first entries of a track. */
  static SampleDescriptionBox first(Track track, int count) throws MediaException {
    List<Box> entries = new ArrayList<>();
    if (track.copied()) {
      for (SampleEntry entry : track.format().sampleEntries()) {
        entries.add(copy(entry));
      }
    } else {
      for (CodecConfiguration configuration : track.configurations()) {
        if (entries.size() < count) {
          entries.add(entry(track.format(), configuration));
        }
      }
    }
    return SampleDescriptionBox.of(entries.toArray(Box[]::new));
  }

  private static Box copy(SampleEntry entry) throws MediaException {
    ByteBuffer bytes = entry.bytes();
    if (bytes.remaining() < 8 || bytes.getInt(0) != bytes.remaining()) {
      throw MediaException.of(
          MediaException.Code.BAD_REQUEST, "the sample entry " + entry.type() + " is no whole box");
    }
    return new OpaqueBox(new FourCc(bytes.getInt(4)), ByteRange.of(bytes.position(8)));
  }

  private static Box entry(TrackFormat format, CodecConfiguration configuration) {
    FourCc type = FourCc.of(configuration.sampleEntry());
    List<Box> boxes = new ArrayList<>();
    for (ConfigurationBox box : configuration.boxes()) {
      boxes.add(OpaqueBox.of(FourCc.of(box.type()), box.payload()));
    }
    return switch (format.mediaType()) {
      case VIDEO ->
          VisualSampleEntry.of(
              type, width(format, configuration), height(format, configuration), "", boxes);
      case AUDIO ->
          AudioSampleEntry.of(
              type,
              configuration.channels() > 0 ? configuration.channels() : format.channels(),
              format.bitsPerSample(),
              configuration.sampleRate() > 0 ? configuration.sampleRate() : format.sampleRate(),
              boxes);
      case OTHER -> new OtherSampleEntry(type, 1, ByteRange.EMPTY);
    };
  }

  private static int width(TrackFormat format, CodecConfiguration configuration) {
    return configuration.width() > 0 ? configuration.width() : format.width();
  }

  private static int height(TrackFormat format, CodecConfiguration configuration) {
    return configuration.height() > 0 ? configuration.height() : format.height();
  }

  /** The width at which a track is shown, in 16.16 pixels: stretched by {@code pasp}. */
  static int shownWidth(Track track) {
    return shown(track, true);
  }

  /** The height at which a track is shown, in 16.16 pixels. */
  static int shownHeight(Track track) {
    return shown(track, false);
  }

  private static int shown(Track track, boolean wide) {
    TrackFormat format = track.format();
    if (format.mediaType() == MediaType.AUDIO) {
      return 0;
    }
    long pixels = wide ? format.width() : format.height();
    List<ConfigurationBox> boxes = List.of();
    if (track.copied()) {
      boxes = format.sampleEntries().get(0).boxes();
    } else if (track.configuration(1).isPresent()) {
      CodecConfiguration first = track.configuration(1).get();
      pixels = wide ? width(format, first) : height(format, first);
      boxes = first.boxes();
    }
    long fixed = pixels << 16;
    for (ConfigurationBox box : boxes) {
      if (wide && box.type().equals("pasp") && box.payload().remaining() >= 8) {
        long horizontal = box.payload().getInt(0) & 0xffff_ffffL;
        long vertical = box.payload().getInt(4) & 0xffff_ffffL;
        if (horizontal > 0 && vertical > 0) {
          fixed = Ticks.rescale(fixed, vertical, horizontal);
        }
      }
    }
    return (int) Math.min(fixed, Integer.MAX_VALUE);
  }
}
