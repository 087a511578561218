package io.boxwire.itests.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.Source;
import io.boxwire.api.capture.CaptureRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The device of the guide is found on a class path, and recorded. */
final class SilenceDeviceTest {
  @TempDir Path folder;

  @Test
  void device_recorded_isInTheFile() throws Exception {
    Boxwire boxwire = Boxwire.load(SilenceDeviceTest.class.getClassLoader());
    Path file = folder.resolve("silence.mp4");
    CaptureRequest capture =
        CaptureRequest.builder().audio("g711u").options(Map.of("seconds", "3")).build();
    RecordingRequest request =
        RecordingRequest.to(new Sink.File(file), capture).device("silence").build();
    boxwire.recorder().orElseThrow().start(request).await();

    int bytes = 0;
    try (Demuxer demuxer =
        boxwire.demuxers().open(new Source.File(file), DemuxerOptions.builder().build())) {
      for (Optional<Frame> f = demuxer.read(); f.isPresent(); f = demuxer.read()) {
        bytes += f.get().size();
        assertThat(f.get().payload().get(0)).isEqualTo((byte) 0xFF);
      }
    }
    assertThat(bytes).isEqualTo(3 * 8_000);
  }

  @Test
  void open_whatItHasNot_isRefused() {
    SilenceDevice device = new SilenceDevice();
    CaptureRequest video = CaptureRequest.builder().video("h264").build();
    CaptureRequest tooLong =
        CaptureRequest.builder().audio("g711u").options(Map.of("seconds", "3601")).build();
    assertThatThrownBy(() -> device.open(video)).isInstanceOf(MediaException.class);
    assertThatThrownBy(() -> device.open(tooLong)).hasMessageContaining("3601");
  }
}
