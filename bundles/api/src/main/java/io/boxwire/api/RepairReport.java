package io.boxwire.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a repair has done, and what was lost. Immutable. */
public final class RepairReport {
  /** What was done. */
  public enum Outcome {
    /** Nothing: the file is whole. */
    WHOLE,
    /**
     * Nothing: the file has its index, but not all media that it names, and nothing can bring them
     * back. The samples are those that can be read; the remarks say up to when.
     */
    INCOMPLETE,
    /** The index was written; the samples are those the recording has, each of them proved. */
    FINALISED,
    /**
     * Samples were found by their content and given times by a rule: they are likely, not proved.
     */
    SALVAGED
  }

  private final Outcome outcome;
  private final Path file;
  private final Map<Integer, Long> samples;
  private final long bytesLost;
  private final List<String> remarks;

  private RepairReport(
      Outcome outcome,
      Path file,
      Map<Integer, Long> samples,
      long bytesLost,
      List<String> remarks) {
    this.outcome = Objects.requireNonNull(outcome, "outcome");
    this.file = Objects.requireNonNull(file, "file");
    this.samples = Map.copyOf(samples);
    this.bytesLost = bytesLost;
    this.remarks = List.copyOf(remarks);
  }

  /**
   * Makes a report.
   *
   * @param outcome what was done
   * @param file the playable file
   * @param samples how many samples it has, by the number of their track
   * @param bytesLost bytes of the input that are no part of any sample or box that is kept
   * @param remarks what was skipped, found, assumed, and how sure that is: a sentence each
   * @return the report
   */
  public static RepairReport of(
      Outcome outcome,
      Path file,
      Map<Integer, Long> samples,
      long bytesLost,
      List<String> remarks) {
    return new RepairReport(outcome, file, samples, bytesLost, remarks);
  }

  /**
   * What was done.
   *
   * @return the outcome
   */
  public Outcome outcome() {
    return outcome;
  }

  /**
   * The playable file.
   *
   * @return the output, or the input if it was repaired in place
   */
  public Path file() {
    return file;
  }

  /**
   * The samples of the playable file.
   *
   * @return how many, by the number of their track
   */
  public Map<Integer, Long> samples() {
    return samples;
  }

  /**
   * What of the input could not be used.
   *
   * @return bytes
   */
  public long bytesLost() {
    return bytesLost;
  }

  /**
   * What was skipped, found and assumed.
   *
   * @return a sentence each, for people
   */
  public List<String> remarks() {
    return remarks;
  }
}
