package io.boxwire.demuxer.internal;

import io.boxwire.box.SampleGroupDescriptionBox;
import io.boxwire.box.SampleToGroupBox;
import io.boxwire.box.TrackExtendsBox;
import io.boxwire.box.TrackFragmentDecodeTimeBox;
import io.boxwire.box.TrackFragmentHeaderBox;
import io.boxwire.box.TrackRunBox;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a {@code traf} says that has the usual boxes, read where its bytes lie. It can be used for
 * one after another; what it tells holds as long as the bytes do. For one thread.
 */
final class PlainPart {
  private static final int HEADER = 8;
  private static final int FULL_HEADER = HEADER + 4;
  private static final int FLAGS = 0xff_ffff;

  private static final int TFHD = TrackFragmentHeaderBox.TYPE.code();
  private static final int TFDT = TrackFragmentDecodeTimeBox.TYPE.code();
  private static final int TRUN = TrackRunBox.TYPE.code();
  private static final int SBGP = SampleToGroupBox.TYPE.code();
  private static final int SGPD = SampleGroupDescriptionBox.TYPE.code();

  /** What a {@code tfhd} may say behind its base. */
  private static final int VALUES =
      TrackFragmentHeaderBox.SAMPLE_DESCRIPTION_INDEX
          | TrackFragmentHeaderBox.DEFAULT_SAMPLE_DURATION
          | TrackFragmentHeaderBox.DEFAULT_SAMPLE_SIZE
          | TrackFragmentHeaderBox.DEFAULT_SAMPLE_FLAGS;

  private static final int KNOWN =
      VALUES
          | TrackFragmentHeaderBox.BASE_DATA_OFFSET
          | TrackFragmentHeaderBox.DEFAULT_BASE_IS_MOOF;

  /** A run, in numbers: where its box lies, where its samples do, and how many bytes they take. */
  private static final int RUN = 3;

  private final Map<Integer, Track> tracks;
  private ByteBuffer moof;
  private Track track;
  private long base;
  private int values;
  private int flags;
  private long decodeTime;

  /** Where the samples of the next run lie if it does not say. */
  private long next;

  private long[] runs = new long[RUN];
  private int runCount;
  private long samples;
  private long bytes;
  private long reach;

  /**
   * Makes it.
   *
   * @param tracks by track ID
   */
  PlainPart(Map<Integer, Track> tracks) {
    this.tracks = tracks;
  }

  /**
   * Reads the boxes of a {@code traf}.
   *
   * @param moof big endian; kept
   * @param from where the first of them starts there
   * @param end behind the last
   * @param position of the {@code moof} in the file
   * @return false if something is not plain
   */
  boolean read(ByteBuffer moof, int from, int end, long position) {
    this.moof = moof;
    track = null;
    decodeTime = -1;
    runCount = 0;
    samples = 0;
    bytes = 0;
    reach = 0;
    boolean plain = true;
    int size;
    for (int at = from; plain && at < end; at += size) {
      size = sizeOf(moof, at, end);
      int type = size == 0 ? SGPD : moof.getInt(at + 4);
      if (type == TRUN) {
        plain = track != null && size >= FULL_HEADER + 4 && run(at, size);
      } else if (type == TFHD) {
        plain = track == null && size >= FULL_HEADER && header(at, size, position);
      } else if (type == TFDT) {
        plain = decodeTime < 0 && size >= FULL_HEADER && time(at, size);
      } else {
        plain = type != SBGP && type != SGPD;
      }
    }
    return plain && runCount > 0;
  }

  /** The size of a box of the usual form that lies inside another; 0 if it is none. */
  static int sizeOf(ByteBuffer bytes, int at, int end) {
    int size = end - at < HEADER ? 0 : bytes.getInt(at);
    return size < HEADER || size > end - at ? 0 : size;
  }

  private boolean header(int at, int size, long position) {
    flags = moof.getInt(at + HEADER);
    boolean placed = (flags & TrackFragmentHeaderBox.BASE_DATA_OFFSET) != 0;
    boolean plain = placed || (flags & TrackFragmentHeaderBox.DEFAULT_BASE_IS_MOOF) != 0;
    values = at + FULL_HEADER + (placed ? 12 : 4);
    int end = values + 4 * Integer.bitCount(flags & VALUES);
    if (!plain || (flags & ~KNOWN) != 0 || end != at + size) {
      return false;
    }
    track = tracks.get(moof.getInt(at + FULL_HEADER));
    base = placed ? moof.getLong(at + FULL_HEADER + 4) : position;
    next = base;
    return track != null;
  }

  private boolean time(int at, int size) {
    int version = moof.getInt(at + HEADER);
    if (version == 0 && size == FULL_HEADER + 4) {
      decodeTime = moof.getInt(at + FULL_HEADER) & 0xffff_ffffL;
    } else if (version == 1 << 24 && size == FULL_HEADER + 8) {
      decodeTime = moof.getLong(at + FULL_HEADER);
    }
    return decodeTime >= 0 && decodeTime <= Ticks.LIMIT;
  }

  private boolean run(int at, int size) {
    int flagsOfRun = moof.getInt(at + HEADER) & FLAGS;
    int version = moof.get(at + HEADER);
    long count = count(at);
    boolean placed = (flagsOfRun & TrackRunBox.DATA_OFFSET) != 0;
    int width = TrackRun.width(flagsOfRun);
    int rows = rows(flagsOfRun);
    boolean sized = (flagsOfRun & TrackRunBox.SAMPLE_SIZE) != 0;
    long defaultSize = sized ? 1 : defaultSize();
    // A run whose samples take nothing, nowhere, may claim billions.
    boolean empty = width == 0 && defaultSize == 0;
    if (version < 0 || version > 1 || empty || size != rows + count * width) {
      return false;
    }
    if (placed) {
      next = base + moof.getInt(at + FULL_HEADER + 4);
    }
    if (next < 0) {
      return false;
    }
    long total =
        sized
            ? TrackRun.sum(moof, at + rows + TrackRun.sizeColumn(flagsOfRun), at + size, width)
            : Ticks.multiplyCapped(count, defaultSize);
    note(at, total);
    samples += count;
    bytes = Ticks.addCapped(bytes, total);
    next = Ticks.addCapped(next, total);
    reach = Math.max(reach, next);
    return true;
  }

  private void note(int at, long total) {
    if (runs.length < RUN * (runCount + 1)) {
      runs = Arrays.copyOf(runs, 2 * runs.length);
    }
    int slot = RUN * runCount++;
    runs[slot] = at;
    runs[slot + 1] = next;
    runs[slot + 2] = total;
  }

  private long count(int run) {
    return moof.getInt(run + FULL_HEADER) & 0xffff_ffffL;
  }

  /** Where the table of a run starts, from the start of its box on. */
  private static int rows(int flagsOfRun) {
    int before = flagsOfRun & (TrackRunBox.DATA_OFFSET | TrackRunBox.FIRST_SAMPLE_FLAGS);
    return FULL_HEADER + 4 + 4 * Integer.bitCount(before);
  }

  /** What the header says, or else the track's own default. */
  private long value(int flag, long otherwise) {
    if ((flags & flag) == 0) {
      return otherwise;
    }
    // The values that are there lie in the order of their flags.
    int before = Integer.bitCount(flags & VALUES & flag - 1);
    return moof.getInt(values + 4 * before) & 0xffff_ffffL;
  }

  private long defaultSize() {
    return value(TrackFragmentHeaderBox.DEFAULT_SAMPLE_SIZE, track.defaults().defaultSampleSize());
  }

  private long defaultDuration() {
    return value(
        TrackFragmentHeaderBox.DEFAULT_SAMPLE_DURATION, track.defaults().defaultSampleDuration());
  }

  Track track() {
    return track;
  }

  /** The decode time of its first sample, or -1 if it doesn't say. */
  long decodeTime() {
    return decodeTime;
  }

  /** How many samples it has. */
  long samples() {
    return samples;
  }

  /** How many bytes they take. */
  long bytes() {
    return bytes;
  }

  /** Where the last of them ends in the file. */
  long reach() {
    return reach;
  }

  /** How long they last, in ticks. */
  long duration() {
    long sum = 0;
    for (int i = 0; i < runCount; i++) {
      int at = (int) runs[RUN * i];
      int flagsOfRun = moof.getInt(at + HEADER) & FLAGS;
      boolean timed = (flagsOfRun & TrackRunBox.SAMPLE_DURATION) != 0;
      int end = at + moof.getInt(at);
      long lasts =
          timed
              ? TrackRun.sum(moof, at + rows(flagsOfRun), end, TrackRun.width(flagsOfRun))
              : Ticks.multiplyCapped(count(at), defaultDuration());
      sum = Ticks.addCapped(sum, lasts);
    }
    return Math.min(sum, Ticks.LIMIT);
  }

  /** The same for good, as long as nobody changes the bytes. */
  TrackFragment fragment() {
    TrackExtendsBox trex = track.defaults();
    long description =
        value(
            TrackFragmentHeaderBox.SAMPLE_DESCRIPTION_INDEX, trex.defaultSampleDescriptionIndex());
    long sampleFlags =
        value(TrackFragmentHeaderBox.DEFAULT_SAMPLE_FLAGS, trex.defaultSampleFlags());
    TrackRun.Defaults defaults =
        new TrackRun.Defaults(defaultDuration(), defaultSize(), sampleFlags);
    List<TrackRun> list = new ArrayList<>(runCount);
    for (int i = 0; i < runCount; i++) {
      int at = (int) runs[RUN * i];
      int flagsOfRun = moof.getInt(at + HEADER) & FLAGS;
      int rows = at + rows(flagsOfRun);
      boolean tellsFirst = (flagsOfRun & TrackRunBox.FIRST_SAMPLE_FLAGS) != 0;
      long firstFlags = tellsFirst ? moof.getInt(rows - 4) & 0xffff_ffffL : 0;
      ByteBuffer table = moof.slice(rows, at + moof.getInt(at) - rows);
      list.add(
          new TrackRun(
              flagsOfRun,
              count(at),
              firstFlags,
              table,
              defaults,
              runs[RUN * i + 1],
              runs[RUN * i + 2]));
    }
    return new TrackFragment(
        track,
        decodeTime < 0 ? OptionalLong.empty() : OptionalLong.of(decodeTime),
        (int) Math.min(description, Integer.MAX_VALUE),
        list,
        SampleGroups.NONE);
  }
}
