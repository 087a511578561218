package io.boxwire.itests.fuzz;

/** The parsers of the plugin for H.265; see {@link CodecTrial}. */
public final class H265Target {
  private static final CodecTrial TRIAL = CodecTrial.of(Clips.H265);

  private H265Target() {}

  /** One input, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] data) {
    TRIAL.run(data);
  }
}
