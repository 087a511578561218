package io.boxwire.itests.fuzz;

import java.io.IOException;

/** The parsers of the plugin for Opus; see {@link CodecTrial}. */
public final class OpusTarget {
  private static final CodecTrial TRIAL = CodecTrial.of(Clips.OPUS);

  private OpusTarget() {}

  /** One input, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Guard.judge(() -> run(data));
  }

  private static void run(byte[] data) {
    TRIAL.run(data);
  }
}
