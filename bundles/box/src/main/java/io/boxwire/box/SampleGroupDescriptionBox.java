package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.util.List;

/**
 * The groups of one kind that samples may belong to (ISO/IEC 14496-12:2022 8.9.3). A description is
 * kept as its bytes; {@link #rollDistance} reads one of the kind {@code roll}.
 *
 * @param version 0 to 2
 * @param flags 0
 * @param groupingType the kind
 * @param defaultLength bytes of each description; 0 if each has its own length, and in version 0
 * @param defaultIndex the description of samples that are in no other group, from 1; 0 for none,
 *     and below version 2
 * @param descriptions counted from 1 in {@code sbgp}; unmodifiable
 */
public record SampleGroupDescriptionBox(
    int version,
    int flags,
    FourCc groupingType,
    long defaultLength,
    long defaultIndex,
    List<ByteRange> descriptions)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("sgpd");

  /** The kind of random access points that are no sync samples, such as open-GOP I pictures. */
  public static final FourCc RANDOM_ACCESS_POINT = FourCc.of("rap ");

  /** The kind of samples from which decoding becomes right after a distance. */
  public static final FourCc ROLL = FourCc.of("roll");

  private static final FourCc PRE_ROLL = FourCc.of("prol");

  static final SampleGroupDescriptionBox BLANK =
      new SampleGroupDescriptionBox(0, 0, FourCc.ZERO, 0, 0, List.of());

  /**
   * Makes a box of random access points of which the number of leading samples is not told.
   *
   * @return the box, with one description
   */
  public static SampleGroupDescriptionBox randomAccessPoints() {
    return of(RANDOM_ACCESS_POINT, 1, ByteRange.of((byte) 0));
  }

  /**
   * Makes a box of roll distances.
   *
   * @param distances in samples, -32,768 to 32,767, not 0: a positive one is that of a gradual
   *     refresh, a negative one of samples to be decoded ahead
   * @return the box, with one description for each
   */
  public static SampleGroupDescriptionBox rolls(int... distances) {
    ByteRange[] descriptions = new ByteRange[distances.length];
    for (int i = 0; i < distances.length; i++) {
      int distance = distances[i];
      descriptions[i] = ByteRange.of((byte) (distance >> 8), (byte) distance);
    }
    return of(ROLL, 2, descriptions);
  }

  private static SampleGroupDescriptionBox of(
      FourCc groupingType, int length, ByteRange... descriptions) {
    return new SampleGroupDescriptionBox(1, 0, groupingType, length, 0, List.of(descriptions));
  }

  /**
   * Reads the distance of a description of the kind {@code roll}.
   *
   * @param index of the description, from 1
   * @return the distance in samples
   * @throws MediaException with code MALFORMED if there is no such description, or it is too short
   */
  public int rollDistance(long index) throws MediaException {
    if (index < 1 || index > descriptions.size() || descriptions.get((int) index - 1).size() < 2) {
      throw MediaException.of(
          MediaException.Code.MALFORMED, "there is no roll distance of number " + index);
    }
    return descriptions.get((int) index - 1).toBuffer().getShort(0);
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public SampleGroupDescriptionBox fields(Fields f) throws MediaException {
    int v = f.version(version, 2);
    int newFlags = f.flags(flags);
    FourCc grouping = f.fourCc("grouping_type", groupingType);
    long length = v == 0 ? 0 : f.u32("default_length", defaultLength);
    long index = v < 2 ? 0 : f.u32("default_group_description_index", defaultIndex);
    long count = f.u32("entry_count", descriptions.size());
    // Version 0 does not tell the length: it follows from the kind.
    long known = v == 0 ? lengthOf(grouping, f) : length;
    List<ByteRange> newDescriptions =
        f.list(
            "descriptions",
            count,
            descriptions,
            ByteRange.EMPTY,
            description -> {
              long own = known == 0 ? f.u32("description_length", description.size()) : known;
              return f.bytes("description", own, description);
            });
    return new SampleGroupDescriptionBox(v, newFlags, grouping, length, index, newDescriptions);
  }

  private static long lengthOf(FourCc grouping, Fields f) throws MediaException {
    if (grouping.equals(RANDOM_ACCESS_POINT)) {
      return 1;
    }
    if (grouping.equals(ROLL) || grouping.equals(PRE_ROLL)) {
      return 2;
    }
    throw f.unsupported("the length of groups of the kind " + grouping + " is not known");
  }
}
