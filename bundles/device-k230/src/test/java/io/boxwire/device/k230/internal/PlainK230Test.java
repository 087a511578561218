package io.boxwire.device.k230.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Boxwire;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.device.k230.K230;
import io.boxwire.device.k230.KMp4Config;
import io.boxwire.device.k230.KU64Ptr;
import io.boxwire.device.k230.KdMp4;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainK230Test {
  @TempDir private Path folder;

  @Test
  void of_partsOnTheClassPath_records() throws Exception {
    K230 k230 = K230.of(Boxwire.load(PlainK230Test.class.getClassLoader()));
    Path file = folder.resolve("a.mp4");
    try (Mp4Container container = k230.newMp4Container()) {
      Mp4CfgStr cfg = recording(file);
      cfg.setDevice("builtin", Map.of("pace", "fast"));
      container.create(cfg);
      container.start();
      assertThat(container.process()).isTrue();
      container.stop();
    }
    assertThat(file).isNotEmptyFile();
  }

  @Test
  void of_noParts_callsSayWhatIsMissing() throws Exception {
    K230 k230 = K230.of(Boxwire.load(ClassLoader.getPlatformClassLoader()));
    Path file = Files.writeString(folder.resolve("a.mp4"), "");
    Mp4CfgStr playing = new Mp4CfgStr(Mp4Container.MP4_CONFIG_TYPE_DEMUXER);
    playing.setDemuxerCfg(file.toString(), frame -> {});

    assertGone(k230, recording(folder.resolve("b.mp4")), "no recorder");
    assertGone(k230, playing, "DemuxerFactory");
    KdMp4 calls = k230.newKdMp4();
    KMp4Config config = new KMp4Config();
    config.configType = KdMp4.K_MP4_CONFIG_MUXER;
    config.muxerConfig.fileName = folder.resolve("c.mp4").toString();
    assertThat(calls.create(new KU64Ptr(), config)).isEqualTo(KdMp4.K_MP4_ERR_SERVICE_GONE);
  }

  private static Mp4CfgStr recording(Path file) {
    Mp4CfgStr cfg = new Mp4CfgStr(Mp4Container.MP4_CONFIG_TYPE_MUXER);
    cfg.setMuxerCfg(file.toString(), 0, 0, 0, 3);
    return cfg;
  }

  private static void assertGone(K230 k230, Mp4CfgStr cfg, String word) {
    assertThatThrownBy(() -> k230.newMp4Container().create(cfg))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.SERVICE_GONE))
        .hasMessageContaining(word);
  }
}
