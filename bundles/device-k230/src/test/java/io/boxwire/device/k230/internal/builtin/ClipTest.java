package io.boxwire.device.k230.internal.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipTest {
  @ParameterizedTest
  @ValueSource(strings = {"h264", "h265"})
  void load_indexedClip_isCutAsTheCodecCutsIt(String codec) throws Exception {
    Clip clip = Clip.load(codec);
    List<Frame> frames = assemble(codec);
    assertThat(clip.length()).isEqualTo(60).isEqualTo(frames.size());
    for (int i = 0; i < clip.length(); i++) {
      Frame frame = frames.get(i);
      assertThat(clip.unit(i).bytes()).as("access unit %d", i).isEqualTo(frame.payload());
      assertThat(clip.unit(i).sync()).isEqualTo(frame.sync());
      assertThat(frame.compositionTime()).as("no reordering").isEqualTo(frame.decodeTime());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h264", "h265"})
  void load_anyClip_saysTheSizeTheDevicePromises(String codec) throws Exception {
    Assembler assembler = plugin(codec).newAssembler(AssemblerOptions.builder().build());
    assembler.finish(stream(codec), frame -> {});
    assertThat(assembler.format())
        .hasValueSatisfying(
            format -> {
              assertThat(format.width()).isEqualTo(Clip.WIDTH);
              assertThat(format.height()).isEqualTo(Clip.HEIGHT);
            });
  }

  @Test
  void unit_bytes_canNotBeChangedByAReceiver() throws Exception {
    assertThat(Clip.load("h264").unit(0).bytes().isReadOnly()).isTrue();
  }

  @Test
  void syncFrom_anyPicture_isTheNextSyncPictureRoundTheEnd() throws Exception {
    Clip clip = Clip.load("h264");
    assertThat(clip.syncFrom(0)).isZero();
    assertThat(clip.syncFrom(1)).isEqualTo(30);
    assertThat(clip.syncFrom(30)).isEqualTo(30);
    assertThat(clip.syncFrom(31)).isZero();
    assertThat(clip.syncFrom(59)).isZero();
  }

  private static List<Frame> assemble(String codec) throws Exception {
    List<Frame> frames = new ArrayList<>();
    plugin(codec)
        .newAssembler(AssemblerOptions.builder().build())
        .finish(stream(codec), frame -> frames.add(frame.keep()));
    return frames;
  }

  private static ByteBuffer stream(String codec) throws Exception {
    try (InputStream in = Clip.class.getResourceAsStream("clip." + codec)) {
      return ByteBuffer.wrap(in.readAllBytes());
    }
  }

  private static CodecPlugin plugin(String codec) {
    return ServiceLoader.load(CodecPlugin.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(plugin -> plugin.codec().equals(codec))
        .findFirst()
        .orElseThrow();
  }
}
