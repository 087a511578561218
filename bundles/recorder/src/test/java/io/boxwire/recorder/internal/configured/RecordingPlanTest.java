package io.boxwire.recorder.internal.configured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxwire.api.Durability;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Retention;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from the texts of a configuration. */
class RecordingPlanTest {
  private final Map<String, Object> texts = new HashMap<>(Map.of("folder", "/var/cam"));

  @Test
  void of_folderAlone_hasDefaults() throws Exception {
    RecordingPlan plan = plan();
    assertThat(plan.name()).isEqualTo("front");
    assertThat(plan.device()).isEqualTo("builtin");
    assertThat(plan.codecs()).containsExactly("h264", "g711u");
    assertThat(plan.layout()).isEqualTo(Layout.HYBRID);
    assertThat(plan.folder()).isEqualTo(Path.of("/var/cam").toAbsolutePath());
    assertThat(plan.segmentTime()).contains(Duration.ofMinutes(10));
    assertThat(plan.segmentBytes()).isEmpty();
    assertThat(plan.longestPause()).isEqualTo(Duration.ofMinutes(1));
    assertThat(plan.request().filePattern()).contains("%o-%Y%m%d-%H%M%S.mp4");
  }

  @ParameterizedTest
  @CsvSource({"rtsp://10.0.0.4:554/main", "/dev/video0", "usb:1.2", "caf\u00e9 door"})
  void of_deviceOfAnyName_isAskedFor(String device) throws Exception {
    texts.put("device", device);
    assertThat(plan().request().device()).isEqualTo(device);
  }

  @Test
  void of_everything_isAsked() throws Exception {
    texts.putAll(
        Map.of(
            "name",
            "gate",
            "device",
            "cam",
            "video",
            "h265",
            "audio",
            "none",
            "size",
            "640x360",
            "layout",
            "fragmented",
            "segment_time",
            "01:00:00.5",
            "segment_size",
            "2G",
            "muxer_wait",
            "2.5",
            "retry",
            "5"));
    texts.put("device_options", new String[] {"fps=25, url=rtsp://a?b=1\\,2", "pace=fast"});
    RecordingRequest request = plan().request();
    assertThat(request.name()).contains("gate");
    assertThat(request.device()).isEqualTo("cam");
    assertThat(request.capture().videoCodec()).contains("h265");
    assertThat(request.capture().audioCodec()).isEmpty();
    assertThat(request.capture().width()).isEqualTo(640);
    assertThat(request.capture().height()).isEqualTo(360);
    assertThat(request.capture().options())
        .isEqualTo(Map.of("fps", "25", "url", "rtsp://a?b=1,2", "pace", "fast"));
    assertThat(request.muxer().layout()).isEqualTo(Layout.FRAGMENTED);
    assertThat(request.segmentTime()).contains(Duration.ofMillis(3_600_500));
    assertThat(request.segmentBytes()).hasValue(2L << 30);
    assertThat(request.muxerWait()).isEqualTo(Duration.ofMillis(2500));
  }

  @Test
  void of_whatIsKeptAndForced_isAsked() throws Exception {
    assertThat(plan().request().retention()).isEqualTo(Retention.everything());
    texts.putAll(
        Map.of(
            "keep_size",
            "200G",
            "keep_age",
            "168:00:00",
            "keep_free",
            "2G",
            "durability",
            "5",
            "fragment_time",
            "2.5",
            "fragment_align",
            "4k"));
    RecordingRequest request = plan().request();
    assertThat(request.retention())
        .isEqualTo(
            Retention.everything()
                .withBytes(200L << 30)
                .withAge(Duration.ofDays(7))
                .withFreeBytes(2L << 30));
    assertThat(request.muxer().durability()).isEqualTo(Durability.every(Duration.ofSeconds(5)));
    assertThat(request.muxer().fragmentDuration()).isEqualTo(Duration.ofMillis(2500));
    assertThat(request.muxer().fragmentAlignment()).isEqualTo(4096);
  }

  @Test
  void of_neitherKeptNorForced_isWhatTheMuxerDoesByItself() throws Exception {
    MuxerOptions untold = MuxerOptions.of(Layout.HYBRID);
    MuxerOptions asked = plan().request().muxer();
    assertThat(asked.durability()).isEqualTo(untold.durability());
    assertThat(asked.fragmentDuration()).isEqualTo(untold.fragmentDuration());
    assertThat(asked.fragmentAlignment()).isEqualTo(untold.fragmentAlignment());
    texts.put("durability", "never");
    assertThat(plan().request().muxer().durability()).isEqualTo(Durability.never());
  }

  @Test
  void of_sameTexts_isEqual() throws Exception {
    RecordingPlan before = plan();
    assertThat(plan()).isEqualTo(before);
    texts.put("retry", "61");
    assertThat(plan()).isNotEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "folder,folder,' '",
    "name,name,a/b",
    "device,device,''",
    "size,size,640",
    "size,size,0x5",
    "layout,layout,avi",
    "pattern,pattern,../%o.mp4",
    "segment_time,segment.time,-1",
    "segment_time,segment.time,00:61:00",
    "segment_size,segment.size,1.5G",
    "segment_size,segment.size,999999999999G",
    "muxer_wait,muxer.wait,soon",
    "keep_size,keep.size,all",
    "keep_age,keep.age,a week",
    "keep_free,keep.free,-1",
    "durability,durability,always",
    "durability,durability,0",
    "fragment_time,fragment.time,0",
    "fragment_align,fragment.align,5000",
    "fragment_align,fragment.align,0",
    "fragment_align,fragment.align,128k",
    "retry,retry,0.5",
    "video,video,H 264",
  })
  void of_impossibleValue_namesKeyAndValue(String member, String key, String value) {
    texts.put(member, value);
    MediaException refusal = catchThrowableOfType(MediaException.class, this::plan);
    assertThat(refusal.code()).isEqualTo(MediaException.Code.BAD_REQUEST);
    assertThat(refusal).hasMessageStartingWith(key + " ");
    if (!value.isBlank()) {
      assertThat(refusal).hasMessageEndingWith(": " + value);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "%o-%q.mp4,%q",
    "%o-%4Y.mp4,%4Y",
    "%o-%,placeholder",
    "..,no name of a file",
  })
  void of_impossiblePattern_namesKeyValueAndWhy(String pattern, String why) {
    texts.put("pattern", pattern);
    MediaException refusal = catchThrowableOfType(MediaException.class, this::plan);
    assertThat(refusal.code()).isEqualTo(MediaException.Code.BAD_REQUEST);
    assertThat(refusal)
        .hasMessageStartingWith("pattern ")
        .hasMessageContaining(" " + pattern + " ")
        .hasMessageContaining(why);
  }

  @Test
  void of_folderMissing_saysSo() {
    texts.remove("folder");
    MediaException refusal = catchThrowableOfType(MediaException.class, this::plan);
    assertThat(refusal).hasMessageContaining("folder is missing");
  }

  @Test
  void of_optionWithoutName_isRefusedWithoutTellingIt() {
    texts.put("device_options", new String[] {"fps=25,secret"});
    MediaException refusal = catchThrowableOfType(MediaException.class, this::plan);
    assertThat(refusal).hasMessageContaining("device.options").hasMessageContaining("2");
    assertThat(refusal.getMessage()).doesNotContain("secret");
  }

  @Test
  void of_neitherVideoNorAudio_isRefused() {
    texts.putAll(Map.of("video", "none", "audio", "none"));
    assertThat(catchThrowableOfType(MediaException.class, this::plan))
        .hasMessageContaining("audio");
  }

  @ParameterizedTest
  @CsvSource({
    "io.boxwire.recorder.Recording~front,front",
    "io.boxwire.recorder.Recording-front,front",
    "io.boxwire.recorder.Recording.0123-4567,0123-4567",
    "io.boxwire.recorder.Recording,io.boxwire.recorder.Recording",
  })
  void instance_ofPid_isWhatIsBehindTheFactory(String pid, String instance) {
    assertThat(RecordingConfiguration.instance(pid)).isEqualTo(instance);
  }

  private RecordingPlan plan() throws MediaException {
    return RecordingPlan.of(settings(), "front");
  }

  /** Settings as Declarative Services makes them: what is not configured has its default. */
  private RecordingConfiguration.Settings settings() {
    return (RecordingConfiguration.Settings)
        Proxy.newProxyInstance(
            RecordingPlanTest.class.getClassLoader(),
            new Class<?>[] {RecordingConfiguration.Settings.class},
            (proxy, method, arguments) ->
                texts.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}
