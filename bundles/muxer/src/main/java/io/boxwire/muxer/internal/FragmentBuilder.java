package io.boxwire.muxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerOptions.FragmentProfile;
import io.boxwire.api.RandomAccess;
import io.boxwire.box.Box;
import io.boxwire.box.BoxWriter;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FragmentSeal;
import io.boxwire.box.MovieFragmentHeaderBox;
import io.boxwire.box.SampleFlags;
import io.boxwire.box.Table;
import io.boxwire.box.TrackFragmentDecodeTimeBox;
import io.boxwire.box.TrackFragmentHeaderBox;
import io.boxwire.box.TrackRunBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the {@code moof} of a fragment (ISO/IEC 14496-12:2022 8.8.4). What all samples of a run
 * share is said once, in {@code tfhd}.
 *
 * <pre>
 * moof
 *   mfhd
 *   traf …          one a track, in the order of their data
 *     tfhd          default-base-is-moof
 *     tfdt
 *     trun
 *     sgpd, sbgp    if there are open-GOP pictures or recovery points
 *   uuid            the seal, if there is one; its last four bytes are filled in later
 * </pre>
 */
final class FragmentBuilder {
  private final Timeline timeline;
  private final FragmentProfile profile;

  FragmentBuilder(Timeline timeline, FragmentProfile profile) {
    this.timeline = timeline;
    this.profile = profile;
  }

  /**
   * Makes the box.
   *
   * @param size how long it will be, which the offsets in it depend on; it does not depend on them
   */
  ContainerBox moof(Fragment fragment, long sequence, Optional<FragmentSeal> seal, int size)
      throws MediaException {
    List<Box> boxes = new ArrayList<>();
    boxes.add(MovieFragmentHeaderBox.of(sequence));
    long offset = size + BoxWriter.headerSize(fragment.bytes());
    for (Fragment.Run run : fragment.runs()) {
      boxes.add(traf(run, (int) offset));
      offset += run.bytes();
    }
    seal.ifPresent(proof -> boxes.add(proof.toBox()));
    return new ContainerBox(ContainerBox.MOOF, boxes);
  }

  private ContainerBox traf(Fragment.Run run, int dataOffset) throws MediaException {
    Common common = Common.of(run, delay(run.track()));
    int description = run.entry() == 1 ? 0 : TrackFragmentHeaderBox.SAMPLE_DESCRIPTION_INDEX;
    List<Box> boxes = new ArrayList<>();
    boxes.add(
        new TrackFragmentHeaderBox(
            0,
            TrackFragmentHeaderBox.DEFAULT_BASE_IS_MOOF | description | common.defaults(),
            run.track().id(),
            0,
            run.entry(),
            common.duration,
            common.size,
            common.flags));
    boxes.add(TrackFragmentDecodeTimeBox.of(decodeTime(run)));
    boxes.add(trackRun(run, common, dataOffset));
    if (common.groups) {
      boxes.addAll(
          SampleGroups.boxes(
              to -> {
                for (Sample sample : run.samples()) {
                  to.run(1, sample.access, sample.rollDistance);
                }
              },
              SampleGroups.IN_FRAGMENT));
    }
    return new ContainerBox(ContainerBox.TRAF, boxes);
  }

  /** By how much decode times are put off, and composition offsets lessened. */
  private long delay(Track track) {
    return profile == FragmentProfile.CMAF && !track.bringsEdits() && !track.primed()
        ? timeline.decodeDelay(track)
        : 0;
  }

  /** What is subtracted from the times of frames. */
  long base(Track track) {
    return delay(track) > 0 ? timeline.origin(track) : timeline.fragmentBase(track);
  }

  private long decodeTime(Fragment.Run run) {
    return run.first().decodeTime + delay(run.track()) - base(run.track());
  }

  private TrackRunBox trackRun(Fragment.Run run, Common common, int dataOffset) {
    long delay = delay(run.track());
    int version = common.negativeOffsets ? 1 : 0;
    int flags = TrackRunBox.DATA_OFFSET | common.columns();
    Table table =
        Table.generated(
            TrackRunBox.layout(version, flags),
            run.samples().size(),
            out -> {
              long[] row = new long[Integer.bitCount(common.columns() & 0xf00)];
              for (Sample sample : run.samples()) {
                common.fill(row, sample, delay);
                out.row(row);
              }
            });
    return new TrackRunBox(version, flags, dataOffset, common.firstFlags, table);
  }

  private static long flags(Sample sample) {
    return sample.access == RandomAccess.SYNC ? SampleFlags.SYNC : SampleFlags.NON_SYNC;
  }

  /** What the samples of a run have in common, and which columns are needed for the rest. */
  private static final class Common {
    private long duration;
    private long size;
    private long flags;
    private long firstFlags;
    private boolean sameDuration = true;
    private boolean sameSize = true;
    private boolean sameFlags = true;
    private boolean offsets;
    private boolean negativeOffsets;
    private boolean groups;

    static Common of(Fragment.Run run, long delay) {
      Common common = new Common();
      List<Sample> samples = run.samples();
      Sample last = samples.get(samples.size() - 1);
      common.duration = run.first().duration;
      common.size = run.first().storedSize();
      common.flags = FragmentBuilder.flags(last);
      common.firstFlags = FragmentBuilder.flags(run.first());
      for (Sample sample : samples) {
        common.sameDuration &= sample.duration == common.duration;
        common.sameSize &= sample.storedSize() == common.size;
        common.sameFlags &= sample == run.first() || FragmentBuilder.flags(sample) == common.flags;
        long offset = sample.compositionOffset() - delay;
        common.offsets |= offset != 0;
        common.negativeOffsets |= offset < 0;
        common.groups |= SampleGroups.groups(sample.access, sample.rollDistance);
      }
      return common;
    }

    int defaults() {
      return (sameDuration ? TrackFragmentHeaderBox.DEFAULT_SAMPLE_DURATION : 0)
          | (sameSize ? TrackFragmentHeaderBox.DEFAULT_SAMPLE_SIZE : 0)
          | (sameFlags ? TrackFragmentHeaderBox.DEFAULT_SAMPLE_FLAGS : 0);
    }

    int columns() {
      boolean first = sameFlags && firstFlags != flags;
      return (sameDuration ? 0 : TrackRunBox.SAMPLE_DURATION)
          | (sameSize ? 0 : TrackRunBox.SAMPLE_SIZE)
          | (sameFlags ? 0 : TrackRunBox.SAMPLE_FLAGS)
          | (first ? TrackRunBox.FIRST_SAMPLE_FLAGS : 0)
          | (offsets ? TrackRunBox.SAMPLE_COMPOSITION_OFFSET : 0);
    }

    void fill(long[] row, Sample sample, long delay) {
      int column = 0;
      if (!sameDuration) {
        row[column++] = sample.duration;
      }
      if (!sameSize) {
        row[column++] = sample.storedSize();
      }
      if (!sameFlags) {
        row[column++] = FragmentBuilder.flags(sample);
      }
      if (offsets) {
        row[column] = sample.compositionOffset() - delay;
      }
    }
  }
}
