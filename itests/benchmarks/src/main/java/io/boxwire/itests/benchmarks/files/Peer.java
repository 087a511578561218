package io.boxwire.itests.benchmarks.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Another library for this virtual machine that does some of the jobs. */
interface Peer {
  /** As it stands in tables. */
  String name();

  /** Whether it can do a job at all. */
  boolean does(Job job);

  /**
   * Does it once.
   *
   * @param job one that it does
   * @param input what it reads
   * @param output the file it makes
   */
  void run(Job job, Path input, Path output) throws IOException;

  /** Those that Maven Central has. */
  static List<Peer> all() {
    return List.of(new Jcodec(), new Mp4parser());
  }
}
