package io.boxwire.tck;

import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import java.io.IOException;

/** Opus in Ogg, of two channels; its configuration can't change in the stream. */
final class OpusTckTest extends CodecPluginTck {
  @Override
  protected CodecPlugin plugin() {
    return Clips.plugin("opus");
  }

  @Override
  protected CodecSamples samples() throws IOException {
    return CodecSamples.ofStream(Clips.bytes("stereo.opus"), AssemblerOptions.builder().build())
        .fileName("stereo.opus")
        .frameCount(16)
        .timescale(48_000)
        .sampleEntry("Opus")
        .codecString("Opus")
        .build();
  }
}
