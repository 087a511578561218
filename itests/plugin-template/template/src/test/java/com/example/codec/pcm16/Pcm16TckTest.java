package com.example.codec.pcm16;

import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.tck.CodecPluginTck;
import io.boxwire.tck.CodecSamples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Runs the kit on half a second of a stereo tone, in blocks of 40 ms. */
final class Pcm16TckTest extends CodecPluginTck {
  private static final int RATE = 8_000;

  @Override
  protected CodecPlugin plugin() {
    return new Pcm16Codec();
  }

  @Override
  protected CodecSamples samples() {
    AssemblerOptions options = AssemblerOptions.builder().audio(RATE, 2).build();
    return CodecSamples.ofStream(tone(), options)
        .fileName("tone.pcm16")
        .frameCount(13)
        .timescale(RATE)
        .sampleEntry("ipcm")
        .codecString("ipcm")
        .build();
  }

  private static byte[] tone() {
    ByteBuffer tone = ByteBuffer.allocate(RATE / 2 * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; tone.hasRemaining(); i++) {
      short sample = (short) (20_000 * Math.sin(2 * Math.PI * 440 * i / RATE));
      tone.putShort(sample).putShort((short) -sample);
    }
    return tone.array();
  }
}
