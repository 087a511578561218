package io.boxwire.tck;

import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import java.io.IOException;

/** A-law, one channel, in blocks of 40 ms. */
final class G711ATckTest extends CodecPluginTck {
  @Override
  protected CodecPlugin plugin() {
    return Clips.plugin("g711a");
  }

  @Override
  protected CodecSamples samples() throws IOException {
    return CodecSamples.ofStream(Clips.bytes("sine.alaw"), AssemblerOptions.builder().build())
        .fileName("sine.alaw")
        .frameCount(10)
        .timescale(8000)
        .sampleEntry("alaw")
        .codecString("alaw")
        .build();
  }
}
