package io.boxwire.itests.fuzz;

import java.io.IOException;

/** The parsers of the plugin for H.265; see {@link CodecTrial}. */
public final class H265Target {
  private static final CodecTrial TRIAL = CodecTrial.of(Clips.H265);

  private H265Target() {}

  /** One input, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Guard.judge(() -> run(data));
  }

  private static void run(byte[] data) {
    TRIAL.run(data);
  }
}
