package io.boxwire.itests.crash;

import io.boxwire.itests.swaps.load.Film;
import java.util.Arrays;
import java.util.List;

/**
 * How a reading compares with what was offered and promised.
 *
 * @param lost how many promised frames it lacks
 * @param invented how many frames it has that were not offered at that place: with other bytes, at
 *     another time, or behind a hole
 * @param first what is wrong first; empty if nothing is
 */
record Verdict(int lost, int invented, String first) {

  /** Compares. Tracks that the reader does not know at all are left to other readers. */
  static Verdict of(Reading reading, Samples offered, Promise promise) {
    int lost = 0;
    int invented = 0;
    String first = "";
    for (int track : Samples.tracks()) {
      if (reading.opened() && !reading.tracks().containsKey(track)) {
        continue;
      }
      List<Reading.Sample> samples = reading.tracks().getOrDefault(track, List.of());
      int right = 0;
      while (right < samples.size() && right(samples.get(right), offered, track, right)) {
        right++;
      }
      if (right < samples.size()) {
        invented += samples.size() - right;
        first = first.isEmpty() ? wrong(track, right) : first;
      }
      if (right < promise.of(track)) {
        lost += promise.of(track) - right;
        first =
            first.isEmpty()
                ? "track " + track + ": " + right + " of " + promise.of(track) + " frames"
                : first;
      }
    }
    return new Verdict(lost, invented, said(first, reading));
  }

  private static boolean right(Reading.Sample sample, Samples offered, int track, int number) {
    boolean inTime =
        sample.decodeTime() == Reading.UNSAID
            || sample.decodeTime() == number * (track == Film.VIDEO ? 3_600L : 256L);
    return inTime && Arrays.equals(sample.bytes(), offered.sample(track, number));
  }

  private static String wrong(int track, int number) {
    return "track " + track + ": frame " + number + " is not the one that was offered";
  }

  private static String said(String first, Reading reading) {
    return first.isEmpty() || reading.complaint().isEmpty()
        ? first
        : first + "; the reader said: " + reading.complaint();
  }

  boolean good() {
    return lost == 0 && invented == 0;
  }
}
