package io.boxwire.itests.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Files that are made to cost their reader more than they weigh: as many of one thing as fit, and
 * counts that promise billions.
 */
final class HeavyFiles {
  private static final int NONE = 0;
  private static final long MOST = 0xffff_ffffL;
  private static final int SAMPLE = 16;

  private HeavyFiles() {}

  /**
   * Makes the files.
   *
   * @param size about how many bytes those have that are as large as one likes
   * @return their bytes by their names
   */
  static Map<String, byte[]> make(int size) {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("flat boxes", join(init(1), times(size / 8, i -> box("free"))));
    files.put("nested boxes", nested(size / 8));
    files.put("nested in a track", box("moov", box("trak", nested(size / 8))));
    files.put("tracks", movie(times(size / track(1).length, i -> track(i + 1))));
    files.put("tracks of one number", movie(times(size / track(1).length, i -> track(1))));
    files.put("sample entries", movie(track(1, stbl(times(size / entry().length, i -> entry())))));
    files.put("edits", movie(track(1, edits(size / 12), stbl(entry()))));
    files.put(
        "fragments without tracks", join(init(1), times(size / 24, i -> box("moof", mfhd(i)))));
    files.put("fragments", join(init(1), fragments(size, 1)));
    files.put("fragments of the second track", join(init(2), fragments(size, 2)));
    files.put("fragments of an unknown track", join(init(1), fragments(size, 9)));
    files.put(
        "track fragments",
        join(init(1), box("moof", mfhd(1), times(size / traf(1).length, i -> traf(1)))));
    files.put(
        "runs",
        join(init(1), box("moof", mfhd(1), box("traf", tfhd(1), times(size / 20, i -> trun(0))))));
    files.put("empty samples in a run", join(init(1), box("moof", mfhd(1), traf(1, trun(MOST)))));
    files.put(
        "samples of one size in a run",
        join(init(1), box("moof", mfhd(1), traf(1, defaultSize(4), trun(MOST)))));
    files.put("empty samples", movie(tables(MOST, 0, 1, MOST)));
    files.put("samples of one byte", movie(tables(MOST, 1, 1, MOST)));
    files.put("overlapping chunks", movie(tables(MOST, 1, size / 4, size)));
    files.put("chunks without samples", movie(tables(1_000, 1, size / 4, 0)));
    files.put("times without samples", movie(tables(1_000, 1, 1, 1_000, size / 8)));
    files.put("sample groups", movie(track(1, stbl(entry(), times(size / 32, i -> group(i))))));
    files.put("references", join(init(1), sidx(size / 12)));
    files.put("random access points", join(init(1), box("mfra", tfra(size / 11))));
    return files;
  }

  private static byte[] nested(int depth) {
    ByteBuffer out = ByteBuffer.allocate(depth * 8);
    for (int i = 0; i < depth; i++) {
      out.putInt((depth - i) * 8).put(ascii("moov"));
    }
    return out.array();
  }

  private static byte[] init(int tracks) {
    byte[] extend = times(tracks, i -> full("trex", ints(i + 1, 1, 0, 0, 0)));
    return join(ftyp(), box("moov", mvhd(), times(tracks, i -> track(i + 1)), box("mvex", extend)));
  }

  private static byte[] movie(byte[]... tracks) {
    return join(ftyp(), box("moov", mvhd(), join(tracks)), box("mdat", new byte[1 << SAMPLE]));
  }

  private static byte[] ftyp() {
    return box("ftyp", ascii("isom"), ints(0), ascii("isom"));
  }

  private static byte[] mvhd() {
    return full(
        "mvhd",
        ints(0, 0, 1000, 0, 0x10000, 0x0100_0000, 0, 0),
        matrix(),
        ints(0, 0, 0, 0, 0, 0, 9));
  }

  private static byte[] matrix() {
    return ints(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x4000_0000);
  }

  private static byte[] track(int id) {
    return track(id, stbl(entry()));
  }

  private static byte[] track(int id, byte[]... parts) {
    byte[] stbl = parts[parts.length - 1];
    byte[] before = parts.length > 1 ? parts[0] : new byte[NONE];
    return box(
        "trak",
        full("tkhd", ints(0, 0, id, 0, 0, 0, 0, 0, 0x0100_0000), matrix(), ints(0, 0)),
        before,
        box(
            "mdia",
            full("mdhd", ints(0, 0, 8000, 0, 0x55c4_0000)),
            full("hdlr", ints(0), ascii("soun"), ints(0, 0, 0), new byte[1]),
            box("minf", full("smhd", ints(0)), stbl)));
  }

  private static byte[] stbl(byte[]... entriesAndMore) {
    byte[] entries = entriesAndMore[0];
    int count = entries.length / entry().length;
    byte[][] more = java.util.Arrays.copyOfRange(entriesAndMore, 1, entriesAndMore.length);
    return box(
        "stbl",
        full("stsd", ints(count), entries),
        full("stts", ints(0)),
        full("stsc", ints(0)),
        full("stsz", ints(0, 0)),
        full("stco", ints(0)),
        join(more));
  }

  private static byte[] entry() {
    return box("alaw", ints(0, 1, 0, 0, 0x0001_0010, 0, 8000 << 16));
  }

  /** Tables that promise samples of one size, in chunks that all begin at the same place. */
  private static byte[] tables(long samples, int size, int chunks, long samplesPerChunk) {
    return tables(samples, size, chunks, samplesPerChunk, 1);
  }

  private static byte[] tables(
      long samples, int size, int chunks, long samplesPerChunk, int times) {
    return track(
        1,
        box(
            "stbl",
            full("stsd", ints(1), entry()),
            full("stts", ints(times), times(times - 1, i -> ints(0, 1)), ints((int) samples, 1)),
            full("stsc", ints(1, 1, (int) samplesPerChunk, 1)),
            full("stsz", ints(size, (int) samples)),
            full("stco", ints(chunks), times(chunks, i -> ints(1 << 10)))));
  }

  private static byte[] edits(int count) {
    return box("edts", full("elst", ints(count), times(count, i -> ints(1, i, 0x10000))));
  }

  private static byte[] group(int number) {
    return full("sbgp", ascii("rap "), ints(1, 1, number % 2));
  }

  private static byte[] fragments(int size, int track) {
    byte[] one = box("moof", mfhd(1), traf(track));
    return times(size / one.length, i -> one);
  }

  private static byte[] mfhd(int number) {
    return full("mfhd", ints(number));
  }

  private static byte[] traf(int track) {
    return traf(track, trun(0));
  }

  private static byte[] traf(int track, byte[]... parts) {
    return parts.length > 1
        ? box("traf", full("tfhd", 0x10, join(ints(track), parts[0])), parts[1])
        : box("traf", tfhd(track), parts[0]);
  }

  private static byte[] tfhd(int track) {
    return full("tfhd", ints(track));
  }

  private static byte[] defaultSize(int bytes) {
    return ints(bytes);
  }

  private static byte[] trun(long samples) {
    return full("trun", ints((int) samples));
  }

  private static byte[] sidx(int references) {
    return full(
        "sidx",
        ints(1, 1000, 0, 0, references & 0xffff),
        times(references, i -> ints(8, 1, 0x9000_0000)));
  }

  private static byte[] tfra(int entries) {
    return full(
        "tfra", ints(1, 0, entries), times(entries, i -> join(ints(i, 0), new byte[] {1, 1, 1})));
  }

  private static byte[] full(String type, byte[]... parts) {
    return full(type, 0, parts);
  }

  private static byte[] full(String type, int flags, byte[]... parts) {
    return box(type, ints(flags), join(parts));
  }

  private static byte[] box(String type, byte[]... parts) {
    byte[] content = join(parts);
    return join(ints(content.length + 8), ascii(type), content);
  }

  private static byte[] times(int count, IntFunction<byte[]> part) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      out.writeBytes(part.apply(i));
    }
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] ints(int... values) {
    ByteBuffer out = ByteBuffer.allocate(4 * values.length);
    for (int value : values) {
      out.putInt(value);
    }
    return out.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
