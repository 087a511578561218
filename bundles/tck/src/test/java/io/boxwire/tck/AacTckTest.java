package io.boxwire.tck;

import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import java.io.IOException;

/** AAC LC in ADTS, of two channels and then of one. */
final class AacTckTest extends CodecPluginTck {
  @Override
  protected CodecPlugin plugin() {
    return Clips.plugin("aac");
  }

  @Override
  protected CodecSamples samples() throws IOException {
    return clip("stereo.aac").changingTo(clip("mono.aac").build()).build();
  }

  private static CodecSamples.Builder clip(String name) throws IOException {
    return CodecSamples.ofStream(Clips.bytes(name), AssemblerOptions.builder().build())
        .fileName(name)
        .frameCount(13)
        .timescale(48_000)
        .sampleEntry("mp4a")
        .codecString("mp4a.40.2");
  }
}
