package io.boxwire.tck;

import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import java.io.IOException;

/** H.264 with B pictures, two slices a picture, and delimiters, that changes its size. */
final class H264TckTest extends CodecPluginTck {
  @Override
  protected CodecPlugin plugin() {
    return Clips.plugin("h264");
  }

  @Override
  protected CodecSamples samples() throws IOException {
    return clip("64x48.h264").changingTo(clip("80x64.h264").build()).build();
  }

  private static CodecSamples.Builder clip(String name) throws IOException {
    return CodecSamples.ofStream(Clips.bytes(name), AssemblerOptions.builder().build())
        .fileName(name)
        .frameCount(16)
        .sampleEntry("avc1")
        .codecString("avc1.64000A")
        .canonical(Clips.withoutSets(H264TckTest::isSet));
  }

  private static boolean isSet(int header) {
    int type = header & 0x1F;
    return type == 7 || type == 8;
  }
}
