package io.boxwire.tck;

import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import java.io.IOException;

/** H.265 with B pictures and delimiters, that changes its size. */
final class H265TckTest extends CodecPluginTck {
  @Override
  protected CodecPlugin plugin() {
    return Clips.plugin("h265");
  }

  @Override
  protected CodecSamples samples() throws IOException {
    return clip("64x48.h265").changingTo(clip("80x64.h265").build()).build();
  }

  private static CodecSamples.Builder clip(String name) throws IOException {
    return CodecSamples.ofStream(Clips.bytes(name), AssemblerOptions.builder().build())
        .fileName(name)
        .frameCount(16)
        .sampleEntry("hvc1")
        .codecString("hvc1.1.6.L30.90")
        .canonical(Clips.withoutSets(H265TckTest::isSet));
  }

  private static boolean isSet(int header) {
    int type = header >> 1 & 0x3F;
    return type >= 32 && type <= 34;
  }
}
