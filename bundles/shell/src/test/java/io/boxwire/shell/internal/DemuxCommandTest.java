package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.CommandLine;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.codec.CodecPlugin;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemuxCommandTest {
  @TempDir Path folder;

  @Test
  void demux_trackThatNoStreamCanExpress_isToldAndLeavesNoFile() throws Exception {
    Files.write(folder.resolve("a.alaw"), TestMedia.sound(800));
    new TestShell(TestParts.real(), folder).run("mux", "-o", "m.mp4", "--audio", "a.alaw");
    TestParts real = TestParts.real();
    List<CodecPlugin> unwritable =
        real.codecs().stream().map(DemuxCommandTest::unwritable).toList();
    TestShell.Result result =
        new TestShell(real.with(unwritable), folder)
            .run("demux", "m.mp4", "--track", "1", "-o", "out.alaw");
    assertThat(folder.resolve("m.mp4")).exists();
    assertThat(result.status()).isEqualTo(CommandLine.FAILED);
    assertThat(result.err()).contains("can't be a stream");
    assertThat(folder.resolve("out.alaw")).doesNotExist();
  }

  /** A plugin whose tracks no stream can express. */
  private static CodecPlugin unwritable(CodecPlugin real) {
    return (CodecPlugin)
        Proxy.newProxyInstance(
            CodecPlugin.class.getClassLoader(),
            new Class<?>[] {CodecPlugin.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("newStreamWriter")) {
                throw MediaException.of(Code.UNSUPPORTED, "the track can't be a stream");
              }
              return method.invoke(real, arguments);
            });
  }
}
