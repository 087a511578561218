package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaType;
import io.boxwire.api.codec.AssemblerOptions.FrameRate;
import org.junit.jupiter.api.Test;

class StreamSpecTest {
  @Test
  void parse_fileAlone_hasDefaults() throws Exception {
    StreamSpec spec = StreamSpec.parse(MediaType.AUDIO, "a b.alaw");

    assertThat(spec.file()).isEqualTo("a b.alaw");
    assertThat(spec.codec()).isEmpty();
    assertThat(spec.options().sampleRate()).isEqualTo(8000);
    assertThat(spec.options().channels()).isEqualTo(1);
  }

  @Test
  void parse_video_hasWhatWasSaid() throws Exception {
    StreamSpec spec =
        StreamSpec.parse(MediaType.VIDEO, "v.264,codec=h264,fps=30000/1001,timescale=90000");

    assertThat(spec.codec()).hasValue("h264");
    assertThat(spec.options().frameRate()).hasValue(new FrameRate(30_000, 1001));
    assertThat(spec.options().timescale()).hasValue(90_000);
  }

  @Test
  void parse_audio_hasWhatWasSaid() throws Exception {
    StreamSpec spec = StreamSpec.parse(MediaType.AUDIO, "a.raw,codec=g711u,channels=2,rate=16000");

    assertThat(spec.options().sampleRate()).isEqualTo(16_000);
    assertThat(spec.options().channels()).isEqualTo(2);
  }

  @Test
  void parse_escapedComma_belongsToTheName() throws Exception {
    StreamSpec spec = StreamSpec.parse(MediaType.VIDEO, "C:\\a\\, b\\,c.h264,fps=25");

    assertThat(spec.file()).isEqualTo("C:\\a, b,c.h264");
    assertThat(spec.options().frameRate()).hasValue(new FrameRate(25, 1));
  }

  @Test
  void parse_wrongUsage_namesIt() {
    assertWrong(MediaType.VIDEO, ",fps=25", "a file name is missing: ,fps=25");
    assertWrong(MediaType.VIDEO, "v,rate=8000", "video has codec, fps and timescale, no rate");
    assertWrong(MediaType.AUDIO, "a,fps=25", "audio has codec, rate and channels, no fps");
    assertWrong(MediaType.VIDEO, "v,25", "not NAME=VALUE: 25 (a comma in a name is \\,)");
    assertWrong(MediaType.VIDEO, "v,fps=25,fps=30", "fps is given twice: v,fps=25,fps=30");
    assertWrong(MediaType.AUDIO, "a,rate=", "not NAME=VALUE: rate= (a comma in a name is \\,)");
  }

  private static void assertWrong(MediaType kind, String text, String message) {
    assertThatThrownBy(() -> StreamSpec.parse(kind, text))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }
}
