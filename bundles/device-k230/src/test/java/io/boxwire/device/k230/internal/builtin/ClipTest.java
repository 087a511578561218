package io.boxwire.device.k230.internal.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipTest {
  @ParameterizedTest
  @ValueSource(strings = {"h264", "h265"})
  void load_indexedClip_isCutAsTheCodecCutsIt(String codec) throws Exception {
    List<Clip.AccessUnit> units = units(Clip.load(codec));
    List<Frame> frames = assemble(codec);
    assertThat(units).hasSameSizeAs(frames);
    for (int i = 0; i < units.size(); i++) {
      Frame frame = frames.get(i);
      assertThat(units.get(i).bytes()).as("access unit %d", i).isEqualTo(frame.payload());
      assertThat(units.get(i).sync()).isEqualTo(frame.sync());
      assertThat(frame.compositionTime()).as("no reordering").isEqualTo(frame.decodeTime());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h264", "h265"})
  void group_each_lastsForAnySecondAndBeginsWithItsOnlySyncPicture(String codec) throws Exception {
    Clip clip = Clip.load(codec);
    for (Clip.Group group : Clip.Group.values()) {
      List<Clip.AccessUnit> units = clip.group(group);
      // Jitter may bring one picture more into a second than the rate says.
      int most = group.name().startsWith("SHORT") ? 20 : FrameRate.MOST;
      assertThat(units).hasSizeGreaterThan(most + 1);
      assertThat(units.get(0).sync()).isTrue();
      assertThat(units.subList(1, units.size())).noneMatch(Clip.AccessUnit::sync);
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
    assertThat(Clip.load("h264").group(Clip.Group.PATTERN).get(0).bytes().isReadOnly()).isTrue();
  }

  private static List<Clip.AccessUnit> units(Clip clip) {
    return Arrays.stream(Clip.Group.values()).flatMap(g -> clip.group(g).stream()).toList();
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
