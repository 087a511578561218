package io.boxwire.tck;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The kit as run on a codec that has no raw stream, with samples that never change. Started by
 * {@link CodecPluginTckTest} alone.
 */
final class FramesOnlySubject extends CodecPluginTck {
  @Override
  protected CodecPlugin plugin() {
    return new Plugin();
  }

  @Override
  protected CodecSamples samples() throws MediaException {
    return clip();
  }

  static CodecSamples clip() throws MediaException {
    List<Frame> frames =
        Windows.cut(new ToyAssembler(), ByteBuffer.wrap(ToyUnits.stream(1)), Integer.MAX_VALUE);
    return CodecSamples.ofFrames(TrackFormat.audio(ToyCodec.NAME, ToyCodec.RATE, 2).build(), frames)
        .sampleEntry(ToyCodec.ENTRY)
        .codecString("toy1.1")
        .build();
  }

  /** The toy codec without a raw stream. */
  static final class Plugin extends PluginWrapper {
    @Override
    public Assembler newAssembler(AssemblerOptions options) throws MediaException {
      throw MediaException.of(MediaException.Code.UNSUPPORTED, "no raw stream");
    }
  }
}
