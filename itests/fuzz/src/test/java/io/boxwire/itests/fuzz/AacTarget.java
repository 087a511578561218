package io.boxwire.itests.fuzz;

import java.io.IOException;

/** The parsers of the plugin for AAC; see {@link CodecTrial}. */
public final class AacTarget {
  private static final CodecTrial TRIAL = CodecTrial.of(Clips.AAC);

  private AacTarget() {}

  /** One input, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Guard.judge(() -> run(data));
  }

  private static void run(byte[] data) {
    TRIAL.run(data);
  }
}
