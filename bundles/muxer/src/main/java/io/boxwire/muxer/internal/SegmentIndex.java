package io.boxwire.muxer.internal;

import io.boxwire.api.RandomAccess;
import io.boxwire.box.Box;
import io.boxwire.box.FreeSpaceBox;
import io.boxwire.box.SegmentIndexBox;
import io.boxwire.box.Table;
import java.io.IOException;

/**
 * Gathers what {@code sidx} says in front of the fragments (ISO/IEC 14496-12:2022 8.16.3), into
 * room that was reserved when nobody knew how many there would be. If there are more than fit, each
 * reference stands for several fragments.
 */
final class SegmentIndex {
  private static final int MOST = 1024;
  private static final int SMALLEST_FREE = 8;
  private static final long LARGEST_SIZE = 0x7fff_ffffL;

  private final Track lead;
  private final Timeline timeline;
  private final CodedColumn sizes;
  private final CodedColumn durations;
  private final CodedColumn syncs;
  private long reservedAt = -1;
  private long reserved;

  /** Of the fragment whose chunks are coming. */
  private long bytes;

  private long duration;
  private boolean leads;
  private boolean sync;

  SegmentIndex(Track lead, Timeline timeline, PageStore store) {
    this.lead = lead;
    this.timeline = timeline;
    this.sizes = new CodedColumn(store);
    this.durations = new CodedColumn(store);
    this.syncs = new CodedColumn(store);
  }

  /**
   * Reserves room.
   *
   * @param offset where in the file it will be
   * @return what fills it until the end
   */
  Box reserve(long offset) throws IOException {
    reservedAt = offset;
    reserved = SegmentIndexBox.of(1, 1, 1L << 32, 0, rows(MOST)).size() + SMALLEST_FREE;
    return FreeSpaceBox.of((int) reserved);
  }

  private static Table rows(int count) {
    return Table.generated(SegmentIndexBox.LAYOUT, count, out -> {});
  }

  /** Notes a fragment, or a chunk of it, of so many bytes. */
  void note(Fragment chunk, long chunkBytes) {
    bytes += chunkBytes;
    for (int i = 0; i < chunk.runs().size(); i++) {
      Fragment.Run run = chunk.runs().get(i);
      if (run.track() == lead) {
        duration += run.duration();
        sync |= !leads && run.first().access == RandomAccess.SYNC;
        leads = true;
      }
    }
  }

  /** The chunks noted since the last call are a fragment. */
  void endFragment() {
    if (bytes > 0) {
      sizes.add(bytes);
      durations.add(duration);
      syncs.add(sync ? 1 : 0);
    }
    bytes = 0;
    duration = 0;
    leads = false;
    sync = false;
  }

  /** Fills the reserved room, if there is any. */
  void fill(FileHead head) throws IOException {
    if (reservedAt < 0 || sizes.count() == 0) {
      return;
    }
    long each = (sizes.count() + MOST - 1) / MOST;
    long count = (sizes.count() + each - 1) / each;
    long size = box(each, count, 0).size();
    SegmentIndexBox box = box(each, count, head.end() - reservedAt - size);
    head.change(reservedAt, box, FreeSpaceBox.of((int) (reserved - size)));
  }

  private SegmentIndexBox box(long each, long count, long firstOffset) {
    long earliest = Math.max(0, lead.startTime() - timeline.origin(lead));
    Table references =
        Table.generated(
            SegmentIndexBox.LAYOUT,
            count,
            out -> {
              CodedColumn.Cursor size = sizes.cursor();
              CodedColumn.Cursor duration = durations.cursor();
              CodedColumn.Cursor sync = syncs.cursor();
              while (size.hasNext()) {
                long bytes = 0;
                long ticks = 0;
                long starts = 0;
                for (long i = 0; i < each && size.hasNext(); i++) {
                  bytes += size.next();
                  ticks += duration.next();
                  long own = sync.next();
                  starts = i == 0 ? own : starts;
                }
                out.row(0, Math.min(bytes, LARGEST_SIZE), ticks, starts, starts, 0);
              }
            });
    return SegmentIndexBox.of(lead.id(), lead.timescale(), earliest, firstOffset, references);
  }
}
