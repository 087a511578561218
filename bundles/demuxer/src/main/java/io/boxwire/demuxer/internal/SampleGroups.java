package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.FourCc;
import io.boxwire.box.ParentBox;
import io.boxwire.box.SampleGroupDescriptionBox;
import io.boxwire.box.SampleToGroupBox;
import io.boxwire.box.Table;
import java.util.List;
import java.util.Optional;

/**
 * The sample groups that mark random access points other than sync samples (ISO/IEC 14496-12:2022
 * 10.1, 10.4), of a track or of one of its fragments. Immutable.
 *
 * @param openGop {@code rap }: which samples are open-GOP pictures
 * @param roll {@code roll}: which samples decoding can start at with a delay
 * @param rollDescriptions what the groups of {@code roll} mean
 */
record SampleGroups(
    Optional<Table> openGop,
    Optional<Table> roll,
    Optional<SampleGroupDescriptionBox> rollDescriptions) {
  /** No samples are in any group. */
  static final SampleGroups NONE =
      new SampleGroups(Optional.empty(), Optional.empty(), Optional.empty());

  /** In a fragment, descriptions of its own are counted from here. */
  private static final long OWN_DESCRIPTIONS = 0x10000;

  /** Finds the groups in a {@code stbl} or {@code traf}. */
  static SampleGroups of(ParentBox parent) {
    List<SampleToGroupBox> assigned = parent.children(SampleToGroupBox.class);
    List<SampleGroupDescriptionBox> described = parent.children(SampleGroupDescriptionBox.class);
    if (assigned.isEmpty() && described.isEmpty()) {
      return NONE;
    }
    return new SampleGroups(
        runs(assigned, SampleGroupDescriptionBox.RANDOM_ACCESS_POINT),
        runs(assigned, SampleGroupDescriptionBox.ROLL),
        described.stream()
            .filter(box -> box.groupingType().equals(SampleGroupDescriptionBox.ROLL))
            .findFirst());
  }

  private static Optional<Table> runs(List<SampleToGroupBox> assigned, FourCc kind) {
    return assigned.stream()
        .filter(box -> box.groupingType().equals(kind))
        .map(SampleToGroupBox::entries)
        .findFirst();
  }

  /**
   * Tells the distance of a group of {@code roll}.
   *
   * @param track what the track says of its groups, for indices that count there
   * @param index the group, 0 for none
   * @return samples until decoding is right, 0 if decoding can't start at such a sample
   */
  int rollDistance(SampleGroups track, long index) throws MediaException {
    if (index == 0) {
      return 0;
    }
    boolean own = index > OWN_DESCRIPTIONS;
    Optional<SampleGroupDescriptionBox> described =
        own ? rollDescriptions : track.rollDescriptions();
    long number = own ? index - OWN_DESCRIPTIONS : index;
    // Negative distances ask for samples to be decoded ahead; one can't start at such a sample.
    return described.isPresent() ? Math.max(0, described.get().rollDistance(number)) : 0;
  }

  /**
   * Tells the pre-roll of a sync sample, as audio has it.
   *
   * @param track what the track says of its groups, for indices that count there
   * @param index the group, 0 for none
   * @return minus the number of samples to be decoded ahead, or 0; also where nothing is described,
   *     since the sample can be decoded all the same
   */
  int preRoll(SampleGroups track, long index) throws MediaException {
    boolean own = index > OWN_DESCRIPTIONS;
    long number = own ? index - OWN_DESCRIPTIONS : index;
    Optional<SampleGroupDescriptionBox> box = own ? rollDescriptions : track.rollDescriptions();
    boolean described =
        box.isPresent()
            && number > 0
            && number <= box.get().descriptions().size()
            && box.get().descriptions().get((int) number - 1).size() >= 2;
    return described ? Math.min(0, box.get().rollDistance(number)) : 0;
  }
}
