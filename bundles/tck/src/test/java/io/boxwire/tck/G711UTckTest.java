package io.boxwire.tck;

import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import java.io.IOException;
import java.time.Duration;

/** Mu-law, two channels, in blocks of 30 ms, the last of which is shorter. */
final class G711UTckTest extends CodecPluginTck {
  @Override
  protected CodecPlugin plugin() {
    return Clips.plugin("g711u");
  }

  @Override
  protected CodecSamples samples() throws IOException {
    AssemblerOptions options =
        AssemblerOptions.builder().audio(8000, 2).blockDuration(Duration.ofMillis(30)).build();
    return CodecSamples.ofStream(Clips.bytes("stereo.mulaw"), options)
        .fileName("stereo.mulaw")
        .frameCount(14)
        .timescale(8000)
        .sampleEntry("ulaw")
        .codecString("ulaw")
        .build();
  }
}
