package io.boxwire.device.k230.internal.kdmp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.device.k230.KdMp4;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which code becomes of what goes wrong below. */
class ReturnCodeTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "MALFORMED, -12",
    "TRUNCATED, -12",
    "UNSUPPORTED, -13",
    "LIMIT_EXCEEDED, -13",
    "BAD_FRAME, -9",
    "BAD_STATE, -5",
    "BAD_REQUEST, -1",
    "NO_CODEC, -8",
    "CODEC_GONE, -8",
    "SERVICE_GONE, -14",
    "CONFIGURATION_CHANGED, -10",
    "DEVICE_FAILED, -11",
    "IO, -11",
    "CLOSED, -14",
  })
  void writeFrame_muxerThatFails_givesItsCodeAndMessage(Code code, int expected) {
    Rig rig = new Rig();
    rig.parts.wrapMuxers(
        muxer ->
            new Muxing(muxer) {
              @Override
              public void write(Frame frame) throws MediaException {
                throw MediaException.of(code, "so it was");
              }
            });
    long handle = rig.write(folder.resolve("a.mp4"), 0);
    long track = rig.track(handle, Rig.audio(KdMp4.K_MP4_CODEC_ID_G711A, 8000, 1));
    assertThat(rig.kd.writeFrame(handle, track, Camera.data(2, new byte[320], 0)))
        .isEqualTo(expected);
    assertThat(rig.kd.errorMessage(handle)).isEqualTo("so it was");
    rig.destroy(handle);
  }

  @Test
  void of_everyCodeOfTheFramework_isOneOfOurs() {
    assertThat(Arrays.stream(Code.values()).map(ReturnCode::of))
        .hasSize(14)
        .doesNotContain(ReturnCode.INTERNAL, ReturnCode.OK);
  }
}
