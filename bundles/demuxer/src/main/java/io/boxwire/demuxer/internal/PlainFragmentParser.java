package io.boxwire.demuxer.internal;

import io.boxwire.box.BoxHeader;
import io.boxwire.box.ContainerBox;
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
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Understands a {@code moof} as nearly all are, straight from its bytes, several times as fast as
 * by way of its boxes: files have hundreds of thousands. Whatever is unusual or wrong in one it
 * leaves to {@link FragmentParser}, so that it never decides what an oddity means. Immutable.
 */
final class PlainFragmentParser {
  private static final int HEADER = 8;
  private static final int FULL_HEADER = HEADER + 4;
  private static final int FLAGS = 0xff_ffff;

  private static final int TRAF = ContainerBox.TRAF.code();
  private static final int TFHD = TrackFragmentHeaderBox.TYPE.code();
  private static final int TFDT = TrackFragmentDecodeTimeBox.TYPE.code();
  private static final int TRUN = TrackRunBox.TYPE.code();
  private static final int SBGP = SampleToGroupBox.TYPE.code();
  private static final int SGPD = SampleGroupDescriptionBox.TYPE.code();

  /** What a {@code tfhd} may say behind its base, in the order of its fields. */
  private static final int[] HEADER_VALUES = {
    TrackFragmentHeaderBox.SAMPLE_DESCRIPTION_INDEX,
    TrackFragmentHeaderBox.DEFAULT_SAMPLE_DURATION,
    TrackFragmentHeaderBox.DEFAULT_SAMPLE_SIZE,
    TrackFragmentHeaderBox.DEFAULT_SAMPLE_FLAGS
  };

  private static final int VALUES = Arrays.stream(HEADER_VALUES).reduce(0, (a, b) -> a | b);
  private static final int KNOWN =
      VALUES
          | TrackFragmentHeaderBox.BASE_DATA_OFFSET
          | TrackFragmentHeaderBox.DEFAULT_BASE_IS_MOOF;

  private final Map<Integer, Track> tracks;

  /**
   * Makes it.
   *
   * @param tracks by track ID
   */
  PlainFragmentParser(Map<Integer, Track> tracks) {
    this.tracks = tracks;
  }

  /**
   * Understands a fragment.
   *
   * @param header its place
   * @param moof the bytes of the box from its header on, big endian; kept
   * @return empty if something in it is not plain
   */
  Optional<Fragment> parse(BoxHeader header, ByteBuffer moof) {
    List<TrackFragment> parts = new ArrayList<>(2);
    int size;
    for (int at = header.headerSize(); at < moof.limit(); at += size) {
      size = sizeOf(moof, at, moof.limit());
      if (size == 0) {
        return Optional.empty();
      }
      if (moof.getInt(at + 4) == TRAF) {
        Part part = new Part(moof, header.position());
        if (!part.read(at + HEADER, at + size)) {
          return Optional.empty();
        }
        parts.add(part.fragment());
      }
    }
    return Optional.of(Fragment.of(header, parts));
  }

  /** The size of a box of the usual form that lies inside another; 0 if it is none. */
  private static int sizeOf(ByteBuffer bytes, int at, int end) {
    int size = end - at < HEADER ? 0 : bytes.getInt(at);
    return size < HEADER || size > end - at ? 0 : size;
  }

  /** What a {@code traf} says. */
  private final class Part {
    private final ByteBuffer moof;
    private final long position;
    private final List<TrackRun> runs = new ArrayList<>(1);
    private Track track;
    private long base;
    private long description;
    private TrackRun.Defaults defaults;
    private OptionalLong decodeTime = OptionalLong.empty();

    /** Where the samples of the next run lie if it does not say. */
    private long next;

    Part(ByteBuffer moof, long position) {
      this.moof = moof;
      this.position = position;
    }

    TrackFragment fragment() {
      int entry = (int) Math.min(description, Integer.MAX_VALUE);
      return new TrackFragment(track, decodeTime, entry, runs, SampleGroups.NONE);
    }

    /** Reads the boxes inside; false if something is not plain. */
    boolean read(int from, int end) {
      boolean plain = true;
      int size;
      for (int at = from; plain && at < end; at += size) {
        size = sizeOf(moof, at, end);
        int type = size == 0 ? SGPD : moof.getInt(at + 4);
        if (type == TFHD) {
          plain = track == null && size >= FULL_HEADER && header(at, size);
        } else if (type == TFDT) {
          plain = decodeTime.isEmpty() && size >= FULL_HEADER && time(at, size);
        } else if (type == TRUN) {
          plain = track != null && size >= FULL_HEADER + 4 && run(at, size);
        } else {
          plain = type != SBGP && type != SGPD;
        }
      }
      return plain && !runs.isEmpty();
    }

    private boolean header(int at, int size) {
      int flags = moof.getInt(at + HEADER);
      boolean placed = (flags & TrackFragmentHeaderBox.BASE_DATA_OFFSET) != 0;
      boolean plain = placed || (flags & TrackFragmentHeaderBox.DEFAULT_BASE_IS_MOOF) != 0;
      int place = at + FULL_HEADER + (placed ? 12 : 4);
      int end = place + 4 * Integer.bitCount(flags & VALUES);
      if (!plain || (flags & ~KNOWN) != 0 || end != at + size) {
        return false;
      }
      track = tracks.get(moof.getInt(at + FULL_HEADER));
      if (track == null) {
        return false;
      }
      base = placed ? moof.getLong(at + FULL_HEADER + 4) : position;
      next = base;
      TrackExtendsBox trex = track.defaults();
      long[] values = {
        trex.defaultSampleDescriptionIndex(),
        trex.defaultSampleDuration(),
        trex.defaultSampleSize(),
        trex.defaultSampleFlags()
      };
      for (int i = 0; i < values.length; i++) {
        if ((flags & HEADER_VALUES[i]) != 0) {
          values[i] = moof.getInt(place) & 0xffff_ffffL;
          place += 4;
        }
      }
      description = values[0];
      defaults = new TrackRun.Defaults(values[1], values[2], values[3]);
      return true;
    }

    private boolean time(int at, int size) {
      int version = moof.getInt(at + HEADER);
      long time;
      if (version == 0 && size == FULL_HEADER + 4) {
        time = moof.getInt(at + FULL_HEADER) & 0xffff_ffffL;
      } else if (version == 1 << 24 && size == FULL_HEADER + 8) {
        time = moof.getLong(at + FULL_HEADER);
      } else {
        return false;
      }
      decodeTime = OptionalLong.of(time);
      return time >= 0 && time <= Ticks.LIMIT;
    }

    private boolean run(int at, int size) {
      int flags = moof.getInt(at + HEADER) & FLAGS;
      int version = moof.get(at + HEADER);
      long count = moof.getInt(at + FULL_HEADER) & 0xffff_ffffL;
      boolean placed = (flags & TrackRunBox.DATA_OFFSET) != 0;
      boolean first = (flags & TrackRunBox.FIRST_SAMPLE_FLAGS) != 0;
      int width = TrackRun.width(flags);
      int table = FULL_HEADER + 4 + (placed ? 4 : 0) + (first ? 4 : 0);
      // A run whose samples take nothing, nowhere, may claim billions.
      boolean empty = width == 0 && defaults.size() == 0;
      if (version < 0 || version > 1 || empty || size != table + count * width) {
        return false;
      }
      if (placed) {
        next = base + moof.getInt(at + FULL_HEADER + 4);
      }
      long firstFlags = first ? moof.getInt(at + table - 4) & 0xffff_ffffL : 0;
      ByteBuffer rows = moof.slice(at + table, size - table);
      TrackRun run = new TrackRun(flags, count, firstFlags, rows, defaults, next);
      runs.add(run);
      boolean inside = next >= 0;
      next = Ticks.addCapped(next, run.totalSize());
      return inside;
    }
  }
}
