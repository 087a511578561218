package io.boxwire.device.k230.internal.kdmp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.device.k230.KdMp4;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstantsTest {
  @Test
  void constants_all_areTheFirmwares() {
    assertThat(List.of(KdMp4.K_MP4_CONFIG_MUXER, KdMp4.K_MP4_CONFIG_DEMUXER)).containsExactly(1, 2);
    assertThat(List.of(KdMp4.K_MP4_STREAM_VIDEO, KdMp4.K_MP4_STREAM_AUDIO)).containsExactly(1, 2);
    assertThat(
            List.of(
                KdMp4.K_MP4_CODEC_ID_H264,
                KdMp4.K_MP4_CODEC_ID_H265,
                KdMp4.K_MP4_CODEC_ID_G711A,
                KdMp4.K_MP4_CODEC_ID_G711U))
        .containsExactly(0, 1, 2, 3);
    assertThat(KdMp4.K_MP4_OK).isZero();
    assertThat(KdMp4.K_MP4_ERR_NO_PARAMETER_SETS).isEqualTo(-2);
  }
}
