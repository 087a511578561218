package io.boxwire.itests.benchmarks.harness;

import java.io.IOException;

/** One part of the benchmarks. It measures, and writes its tables and charts to the report. */
public interface Section {
  /** Its name on the command line. */
  String name();

  /** Its heading. */
  String title();

  /**
   * Measures.
   *
   * @param bench inputs, programs, and where the results go
   */
  void run(Bench bench) throws IOException, InterruptedException;
}
