package io.boxwire.itests.fuzz;

import java.io.IOException;

/** The parsers of the plugin for H.264; see {@link CodecTrial}. */
public final class H264Target {
  private static final CodecTrial TRIAL = CodecTrial.of(Clips.H264);

  private H264Target() {}

  /** One input, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Guard.judge(() -> run(data));
  }

  private static void run(byte[] data) {
    TRIAL.run(data);
  }
}
