package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.codec.AssemblerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Raw streams, cut into frames, against the same encode written straight into MP4 by ffmpeg. */
class AssemblerIT {
  static Stream<VideoCase> cases() {
    return VideoCase.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void cut_rawStream_givesTheFramesAndTimesOfTheEncoder(VideoCase source) throws Exception {
    Encoded encoded = Encoded.of(source);
    Probe truth = Probe.of(encoded.truth(), "v:0");
    ElementaryStream stream =
        ElementaryStream.cut(source.codec(), encoded.stream(), AssemblerOptions.builder().build());

    List<String> hashes = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    long scale = stream.format().timescale();
    long first = stream.frames().stream().mapToLong(Frame::compositionTime).min().orElseThrow();
    long before = Long.MIN_VALUE;
    for (Frame frame : stream.frames()) {
      byte[] bytes = new byte[frame.size()];
      frame.payload().get(bytes);
      hashes.add(NalUnitList.ofByteStream(source.codec(), bytes).sliceHash());
      times.add(HalfMillis.of((frame.compositionTime() - first) * 1_000_000_000L / scale));
      assertThat(frame.decodeTime())
          .isGreaterThan(before)
          .isLessThanOrEqualTo(frame.compositionTime());
      before = frame.decodeTime();
    }
    assertThat(hashes).isEqualTo(truth.sliceHashes(source.codec()));
    assertThat(times).isEqualTo(HalfMillis.of(truth));
  }
}
