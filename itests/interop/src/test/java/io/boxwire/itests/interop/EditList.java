package io.boxwire.itests.interop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The edit list of a track (ISO/IEC 14496-12:2022 8.6.6), read without any of our code: which parts
 * of its media are presented. ffprobe alone would not do, as it applies no such list to fragments.
 */
final class EditList {
  private record Part(long from, long to) {}

  private final List<Part> parts = new ArrayList<>();
  private boolean present;

  private EditList() {}

  /**
   * Reads that of a track. A track without samples is not in a finished file, and shows nothing.
   *
   * @param track which one, counted from 0
   */
  static EditList of(Path file, int track) throws IOException {
    ByteBuffer movie = child(ByteBuffer.wrap(Files.readAllBytes(file)), "moov", 0).orElseThrow();
    Optional<ByteBuffer> there = child(movie, "trak", track);
    if (there.isEmpty()) {
      EditList nothing = new EditList();
      nothing.present = true;
      return nothing;
    }
    ByteBuffer trak = there.get();
    ByteBuffer media = child(trak, "mdia", 0).orElseThrow();
    EditList list = new EditList();
    Optional<ByteBuffer> elst = child(trak, "edts", 0).flatMap(edts -> child(edts, "elst", 0));
    if (elst.isPresent()) {
      list.present = true;
      list.read(
          elst.get(),
          timescale(child(movie, "mvhd", 0).orElseThrow()),
          timescale(child(media, "mdhd", 0).orElseThrow()));
    }
    return list;
  }

  /** Whether media at a time is presented. */
  boolean shows(long time) {
    return !present || parts.stream().anyMatch(part -> time >= part.from() && time < part.to());
  }

  private void read(ByteBuffer elst, long movieScale, long mediaScale) {
    boolean wide = elst.get(0) == 1;
    int count = elst.getInt(4);
    elst.position(8);
    for (int i = 0; i < count; i++) {
      long duration = wide ? elst.getLong() : Integer.toUnsignedLong(elst.getInt());
      long from = wide ? elst.getLong() : elst.getInt();
      elst.getInt();
      if (from >= 0) {
        // In a file with fragments the last part has no end.
        long to = duration == 0 ? Long.MAX_VALUE : from + duration * mediaScale / movieScale;
        parts.add(new Part(from, to));
      }
    }
  }

  private static long timescale(ByteBuffer header) {
    return Integer.toUnsignedLong(header.getInt(header.get(0) == 1 ? 20 : 12));
  }

  /** The content of a child box, the n-th of its type. */
  private static Optional<ByteBuffer> child(ByteBuffer content, String type, int n) {
    int left = n;
    int at = 0;
    while (at + 8 <= content.limit()) {
      byte[] name = new byte[4];
      content.get(at + 4, name);
      long size = Integer.toUnsignedLong(content.getInt(at));
      int header = size == 1 ? 16 : 8;
      size = size == 1 ? content.getLong(at + 8) : size;
      if (new String(name, StandardCharsets.US_ASCII).equals(type) && left-- == 0) {
        return Optional.of(content.slice(at + header, (int) size - header));
      }
      at += (int) size;
    }
    return Optional.empty();
  }
}
