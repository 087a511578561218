package io.boxwire.tck;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The kit where there is no raw stream, and where there is no muxer. */
final class SamplesWithoutStreamTest {
  @Test
  void rawStream_unsupported_passes() throws MediaException {
    AssemblerRules rules = new AssemblerRules(subject(new FramesOnly()));
    assertThatCode(rules::rawStream).doesNotThrowAnyException();
    assertThatCode(rules::anyWindow).doesNotThrowAnyException();
  }

  @Test
  void rawStream_assemblerAndNoStream_asksForOne() throws MediaException {
    AssemblerRules rules = new AssemblerRules(subject(new ToyCodec()));
    assertThatThrownBy(rules::rawStream)
        .hasMessageStartingWith(Clause.RAW_STREAM.toString())
        .hasMessageContaining("CodecSamples.ofStream");
  }

  @Test
  void files_noMuxerOnTheClassPath_saysWhatToAdd() throws Exception {
    Subject subject = subject(new ToyCodec());
    try (URLClassLoader empty =
        new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
      Boxwire nothing = Boxwire.load(empty);
      assertThatThrownBy(() -> new FileRules(subject, nothing))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("add io.boxwire:io.boxwire.muxer");
    }
  }

  private static Subject subject(CodecPlugin plugin) throws MediaException {
    List<Frame> frames =
        Windows.cut(new ToyAssembler(), ByteBuffer.wrap(ToyUnits.stream(1)), Integer.MAX_VALUE);
    CodecSamples samples =
        CodecSamples.ofFrames(TrackFormat.audio(ToyCodec.NAME, ToyCodec.RATE, 2).build(), frames)
            .sampleEntry(ToyCodec.ENTRY)
            .codecString("toy1.1")
            .build();
    return Subject.of(plugin, samples);
  }

  /** The toy codec without a raw stream. */
  private static final class FramesOnly extends PluginWrapper {
    @Override
    public Assembler newAssembler(AssemblerOptions options) throws MediaException {
      throw MediaException.of(MediaException.Code.UNSUPPORTED, "no raw stream");
    }
  }
}
