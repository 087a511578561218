package io.boxwire.tck;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Boxwire;
import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecPlugin;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

/** The kit where there is no raw stream, and where there is no muxer. */
final class SamplesWithoutStreamTest {
  @Test
  void rawStream_unsupported_passes() throws MediaException {
    AssemblerRules rules = new AssemblerRules(subject(new FramesOnlySubject.Plugin()));
    assertThatCode(rules::rawStream).doesNotThrowAnyException();
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
    return Subject.of(plugin, FramesOnlySubject.clip());
  }
}
