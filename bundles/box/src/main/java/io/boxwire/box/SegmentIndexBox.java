package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.box.TableLayout.Column;

/**
 * How long the subsegments that follow are, in bytes and in time (ISO/IEC 14496-12:2022 8.16.3).
 *
 * @param version 1 if time and offset have 64 bits, else 0
 * @param flags 0
 * @param referenceId the stream, normally a track
 * @param timescale ticks a second
 * @param earliestPresentationTime of the first subsegment, in ticks
 * @param firstOffset from the end of this box to the first subsegment
 * @param references a table of {@link #LAYOUT}, at most 65,535 entries
 */
public record SegmentIndexBox(
    int version,
    int flags,
    long referenceId,
    long timescale,
    long earliestPresentationTime,
    long firstOffset,
    Table references)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("sidx");

  /** The columns of the table; a {@code reference_type} of 1 leads to another such box. */
  public static final TableLayout LAYOUT =
      TableLayout.of(
          Column.unsigned(1, "reference_type"),
          Column.unsigned(31, "referenced_size"),
          Column.unsigned(32, "subsegment_duration"),
          Column.unsigned(1, "starts_with_SAP"),
          Column.unsigned(3, "SAP_type"),
          Column.unsigned(28, "SAP_delta_time"));

  static final SegmentIndexBox BLANK = of(0, 0, 0, 0, Table.empty(LAYOUT));

  /**
   * Makes the box, of the version that its values need.
   *
   * @param referenceId the stream, normally a track
   * @param timescale ticks a second
   * @param earliestPresentationTime of the first subsegment, in ticks
   * @param firstOffset from the end of this box to the first subsegment
   * @param references a table of {@link #LAYOUT}
   * @return the box
   */
  public static SegmentIndexBox of(
      long referenceId,
      long timescale,
      long earliestPresentationTime,
      long firstOffset,
      Table references) {
    int version = Times.version(earliestPresentationTime, firstOffset);
    return new SegmentIndexBox(
        version, 0, referenceId, timescale, earliestPresentationTime, firstOffset, references);
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public SegmentIndexBox fields(Fields f) throws MediaException {
    int v = f.version(version, 1);
    int newFlags = f.flags(flags);
    long id = f.u32("reference_ID", referenceId);
    long scale = f.u32("timescale", timescale);
    int bits = Times.bits(v);
    long earliest = f.unsigned("earliest_presentation_time", bits, earliestPresentationTime);
    long offset = f.unsigned("first_offset", bits, firstOffset);
    f.reserved(2);
    long count = f.unsigned("reference_count", 16, references.count());
    return new SegmentIndexBox(
        v, newFlags, id, scale, earliest, offset, f.table("references", LAYOUT, count, references));
  }
}
