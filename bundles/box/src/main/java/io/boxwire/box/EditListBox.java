package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.util.List;

/**
 * Which parts of a track are presented, and when (ISO/IEC 14496-12:2022 8.6.6).
 *
 * @param version 1 if times have 64 bits, else 0
 * @param flags 1 if the edits are repeated
 * @param edits in order of presentation
 */
public record EditListBox(int version, int flags, List<Edit> edits) implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("elst");

  static final EditListBox BLANK = new EditListBox(0, 0, List.of());

  /**
   * An edit.
   *
   * @param segmentDuration in ticks of the movie; 0 in a fragmented file means the rest
   * @param mediaTime where it starts in the track, in ticks of the media; -1 for an empty edit
   * @param mediaRate 16.16: 1.0, or 0 to dwell
   */
  public record Edit(long segmentDuration, long mediaTime, int mediaRate) {

    /**
     * Makes an edit at normal speed.
     *
     * @param segmentDuration in ticks of the movie
     * @param mediaTime in ticks of the media
     * @return the edit
     */
    public static Edit of(long segmentDuration, long mediaTime) {
      return new Edit(segmentDuration, mediaTime, 0x10000);
    }

    /**
     * Makes an edit in which nothing is presented.
     *
     * @param segmentDuration in ticks of the movie
     * @return the edit
     */
    public static Edit empty(long segmentDuration) {
      return of(segmentDuration, -1);
    }
  }

  /**
   * Makes the box.
   *
   * @param version 0 or 1
   * @param flags 0 or 1
   * @param edits copied
   */
  public EditListBox {
    edits = List.copyOf(edits);
  }

  /**
   * Makes an edit list, of the version that its times need.
   *
   * @param edits in order of presentation
   * @return the box
   */
  public static EditListBox of(Edit... edits) {
    int version = 0;
    for (Edit edit : edits) {
      boolean large = edit.segmentDuration > 0xffff_ffffL || edit.mediaTime > Integer.MAX_VALUE;
      version = large ? 1 : version;
    }
    return new EditListBox(version, 0, List.of(edits));
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public EditListBox fields(Fields f) throws MediaException {
    int v = f.version(version, 1);
    int newFlags = f.flags(flags);
    int bits = Times.bits(v);
    long count = f.u32("entry_count", edits.size());
    return new EditListBox(
        v,
        newFlags,
        f.list(
            "edits",
            count,
            edits,
            Edit.empty(0),
            e ->
                new Edit(
                    f.unsigned("segment_duration", bits, e.segmentDuration),
                    f.signed("media_time", bits, e.mediaTime),
                    f.fixed16("media_rate", e.mediaRate))));
  }
}
