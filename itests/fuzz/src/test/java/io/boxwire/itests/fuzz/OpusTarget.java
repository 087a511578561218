package io.boxwire.itests.fuzz;

/** The parsers of the plugin for Opus; see {@link CodecTrial}. */
public final class OpusTarget {
  private static final CodecTrial TRIAL = CodecTrial.of(Clips.OPUS);

  private OpusTarget() {}

  /** One input, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] data) {
    TRIAL.run(data);
  }
}
