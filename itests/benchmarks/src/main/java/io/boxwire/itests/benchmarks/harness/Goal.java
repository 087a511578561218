package io.boxwire.itests.benchmarks.harness;

/** What a figure is a figure of: the order in which the table of all marks shows them. */
public enum Goal {
  /** As fast as the disk, inside a warm virtual machine and as a command. */
  THROUGHPUT("throughput"),
  /** Opening, listing and seeking in large files, and what a muxer holds. */
  INDEX("index"),
  /** Many cameras in one process, and how soon their frames can be read. */
  CAMERAS("cameras"),
  /** Small heaps and little garbage. */
  LITTLE("little memory"),
  /** Cost against work. */
  GROWTH("growth"),
  /** Inner loops. */
  LOOPS("loops");

  private final String words;

  Goal(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
