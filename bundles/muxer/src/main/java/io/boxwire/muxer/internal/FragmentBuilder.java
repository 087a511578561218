package io.boxwire.muxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerOptions.FragmentProfile;
import io.boxwire.api.RandomAccess;
import io.boxwire.box.BoxWriter;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FragmentSeal;
import io.boxwire.box.MediaDataBox;
import io.boxwire.box.MovieFragmentHeaderBox;
import io.boxwire.box.SampleFlags;
import io.boxwire.box.TrackFragmentDecodeTimeBox;
import io.boxwire.box.TrackFragmentHeaderBox;
import io.boxwire.box.TrackRunBox;
import io.boxwire.box.UuidBox;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes the {@code moof} of a fragment (ISO/IEC 14496-12:2022 8.8.4), without an object for each
 * box: of the classes of boxes it takes types and flags. What all samples of a run share is said
 * once, in {@code tfhd}.
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
  private final BoxBytes out = new BoxBytes();
  private final Common common = new Common();

  FragmentBuilder(Timeline timeline, FragmentProfile profile) {
    this.timeline = timeline;
    this.profile = profile;
  }

  /**
   * Writes the {@code moof}, and the header of the {@code mdat} behind it.
   *
   * @return valid until the next call
   */
  ByteBuffer head(Fragment fragment, long sequence) throws MediaException {
    begin(fragment, sequence);
    return end(fragment);
  }

  /**
   * As {@link #head}, with a seal that has no checksum yet.
   *
   * @param durable up to where the file is on the storage
   */
  ByteBuffer sealedHead(Fragment fragment, long sequence, long durable) throws MediaException {
    begin(fragment, sequence);
    seal(durable);
    return end(fragment);
  }

  private void begin(Fragment fragment, long sequence) throws MediaException {
    out.clear();
    out.begin(ContainerBox.MOOF);
    int mfhd = out.begin(MovieFragmentHeaderBox.TYPE, 0, 0);
    out.u32(sequence);
    out.end(mfhd);
    for (int i = 0; i < fragment.runs().size(); i++) {
      traf(fragment.runs().get(i));
    }
  }

  /** Ends the {@code moof}, whose size is known now, and with it where the data lie. */
  private ByteBuffer end(Fragment fragment) throws MediaException {
    out.end(0);
    long offset = out.size() + BoxWriter.headerSize(fragment.bytes());
    for (int i = 0; i < fragment.runs().size(); i++) {
      Fragment.Run run = fragment.runs().get(i);
      out.set32(run.dataOffsetAt, (int) offset);
      offset += run.bytes();
    }
    out.header(MediaDataBox.TYPE, fragment.bytes());
    return out.toBuffer();
  }

  private void traf(Fragment.Run run) throws MediaException {
    long delay = delay(run.track());
    common.of(run, delay);
    int traf = out.begin(ContainerBox.TRAF);
    trackHeader(run);
    int tfdt = out.begin(TrackFragmentDecodeTimeBox.TYPE, 1, 0);
    out.bits64(run.first().decodeTime + delay - base(run.track()));
    out.end(tfdt);
    trackRun(run, delay);
    if (common.groups) {
      out.boxes(
          SampleGroups.boxes(
              to -> {
                for (Sample sample : run.samples()) {
                  to.run(1, sample.access, sample.rollDistance);
                }
              },
              SampleGroups.IN_FRAGMENT));
    }
    out.end(traf);
  }

  private void trackHeader(Fragment.Run run) throws MediaException {
    int description = run.entry() == 1 ? 0 : TrackFragmentHeaderBox.SAMPLE_DESCRIPTION_INDEX;
    int flags = TrackFragmentHeaderBox.DEFAULT_BASE_IS_MOOF | description | common.defaults();
    int tfhd = out.begin(TrackFragmentHeaderBox.TYPE, 0, flags);
    out.u32(run.track().id());
    if (description != 0) {
      out.u32(run.entry());
    }
    if (common.sameDuration) {
      out.u32(common.duration);
    }
    if (common.sameSize) {
      out.u32(common.size);
    }
    if (common.sameFlags) {
      out.u32(common.flags);
    }
    out.end(tfhd);
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

  private void trackRun(Fragment.Run run, long delay) throws MediaException {
    int columns = common.columns();
    int trun =
        out.begin(
            TrackRunBox.TYPE, common.negativeOffsets ? 1 : 0, TrackRunBox.DATA_OFFSET | columns);
    out.u32(run.samples().size());
    run.dataOffsetAt = out.size();
    out.bits32(0);
    if ((columns & TrackRunBox.FIRST_SAMPLE_FLAGS) != 0) {
      out.u32(common.firstFlags);
    }
    for (int i = 0; i < run.samples().size(); i++) {
      row(run.samples().get(i), delay);
    }
    out.end(trun);
  }

  private void row(Sample sample, long delay) throws MediaException {
    if (!common.sameDuration) {
      out.u32(sample.duration);
    }
    if (!common.sameSize) {
      out.u32(sample.storedSize());
    }
    if (!common.sameFlags) {
      out.u32(flags(sample));
    }
    if (common.negativeOffsets) {
      out.s32(sample.compositionOffset() - delay);
    } else if (common.offsets) {
      out.u32(sample.compositionOffset() - delay);
    }
  }

  /** As {@link FragmentSeal#toBox}. */
  private void seal(long durable) throws MediaException {
    int uuid = out.begin(UuidBox.TYPE);
    out.bits64(FragmentSeal.USER_TYPE.getMostSignificantBits());
    out.bits64(FragmentSeal.USER_TYPE.getLeastSignificantBits());
    out.bits64(durable);
    out.bits32(0);
    out.end(uuid);
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
    private boolean sameDuration;
    private boolean sameSize;
    private boolean sameFlags;
    private boolean offsets;
    private boolean negativeOffsets;
    private boolean groups;

    /** Looks at a run, and forgets the one before. */
    void of(Fragment.Run run, long delay) {
      List<Sample> samples = run.samples();
      Sample first = run.first();
      duration = first.duration;
      size = first.storedSize();
      flags = FragmentBuilder.flags(samples.get(samples.size() - 1));
      firstFlags = FragmentBuilder.flags(first);
      sameDuration = true;
      sameSize = true;
      sameFlags = true;
      offsets = false;
      negativeOffsets = false;
      groups = false;
      for (int i = 0; i < samples.size(); i++) {
        Sample sample = samples.get(i);
        sameDuration &= sample.duration == duration;
        sameSize &= sample.storedSize() == size;
        sameFlags &= sample == first || FragmentBuilder.flags(sample) == flags;
        long offset = sample.compositionOffset() - delay;
        offsets |= offset != 0;
        negativeOffsets |= offset < 0;
        groups |= SampleGroups.groups(sample.access, sample.rollDistance);
      }
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
  }
}
