package io.boxwire.itests.interop;

import io.boxwire.itests.interop.TrackListing.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** Differences of two listings of a track, in words; of each kind the first one is told. */
final class TrackComparison {
  private final TrackListing expected;
  private final TrackListing found;
  private final List<String> differences = new ArrayList<>();

  private TrackComparison(TrackListing expected, TrackListing found) {
    this.expected = expected;
    this.found = found;
    if (expected.timescale() != found.timescale()) {
      differences.add("timescale " + expected.timescale() + " is " + found.timescale());
    }
    if (expected.samples().size() != found.samples().size()) {
      differences.add(expected.samples().size() + " samples are " + found.samples().size());
    }
  }

  /** What two readers make of the same track: times may be shifted by a constant. */
  static List<String> ofReaders(TrackListing theirs, TrackListing ours) {
    TrackComparison comparison = new TrackComparison(theirs, ours);
    comparison.bytesAndKeys();
    comparison.shift("dts", pair -> pair.dts());
    comparison.shift("pts", pair -> pair.pts());
    return comparison.differences;
  }

  /** What the same reader makes of a track and its copy: presentation times must be equal. */
  static List<String> ofCopy(TrackListing source, TrackListing copy) {
    TrackComparison comparison = new TrackComparison(source, copy);
    comparison.bytesAndKeys();
    comparison.shift("dts", pair -> pair.dts());
    comparison.each("pts", (a, b, i) -> a.pts().equals(b.pts()));
    return comparison.differences;
  }

  /** As {@link #ofCopy}, for readers that tell durations: those before a gap may differ. */
  static List<String> ofCopyWithDurations(TrackListing source, TrackListing copy) {
    TrackComparison comparison = new TrackComparison(source, copy);
    comparison.each(
        "duration", (a, b, i) -> a.duration() == b.duration() || comparison.isBeforeGap(i));
    comparison.differences.addAll(ofCopy(source, copy));
    return comparison.differences.stream().distinct().toList();
  }

  private boolean isBeforeGap(int index) {
    if (index + 1 >= expected.samples().size()) {
      return false;
    }
    Sample sample = expected.samples().get(index);
    long next = expected.samples().get(index + 1).dts().orElseThrow();
    return sample.dts().orElseThrow() + sample.duration() != next;
  }

  private void bytesAndKeys() {
    each("bytes", (a, b, i) -> a.sameBytes(b));
    each("key", (a, b, i) -> a.key() == b.key());
  }

  private interface Time {
    OptionalLong of(Sample sample);
  }

  private void shift(String what, Time time) {
    List<Long> shifts = new ArrayList<>();
    each(
        what,
        (a, b, i) -> {
          if (time.of(a).isEmpty() || time.of(b).isEmpty()) {
            return true;
          }
          shifts.add(time.of(b).getAsLong() - time.of(a).getAsLong());
          return Objects.equals(shifts.get(0), shifts.get(shifts.size() - 1));
        });
  }

  private interface Same {
    boolean test(Sample expected, Sample found, int index);
  }

  private void each(String what, Same same) {
    int count = Math.min(expected.samples().size(), found.samples().size());
    for (int i = 0; i < count; i++) {
      Sample a = expected.samples().get(i);
      Sample b = found.samples().get(i);
      if (!same.test(a, b, i)) {
        differences.add(what + " of sample " + i + ": " + a + " is " + b);
        return;
      }
    }
  }
}
