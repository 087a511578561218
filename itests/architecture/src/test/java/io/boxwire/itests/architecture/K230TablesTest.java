package io.boxwire.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Boxwire;
import io.boxwire.api.capture.CaptureDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The tables in the README of device-k230 are complete and true: every name of the board's manual
 * has a row, the Java name in it exists, and so does each test that is named.
 */
final class K230TablesTest {
  /** Every call, field and constant of the board's manual, and of the header behind it. */
  private static final List<String> MANUAL =
      List.of(
          "Mp4Container.Create",
          "Mp4Container.Start",
          "Mp4Container.Process",
          "Mp4Container.Stop",
          "Mp4Container.Destroy",
          "Mp4CfgStr",
          "Mp4CfgStr.type",
          "Mp4CfgStr.muxerCfg",
          "Mp4CfgStr.SetMuxerCfg",
          "Mp4CfgStr.SetDemuxerCfg",
          "MuxerCfgStr.file_name",
          "MuxerCfgStr.video_payload_type",
          "MuxerCfgStr.pic_width",
          "MuxerCfgStr.pic_height",
          "MuxerCfgStr.audio_payload_type",
          "MuxerCfgStr.video_start_timestamp",
          "MuxerCfgStr.fmp4_flag",
          "MP4_CONFIG_TYPE_MUXER",
          "MP4_CONFIG_TYPE_DEMUXER",
          "MP4_STREAM_TYPE_VIDEO",
          "MP4_STREAM_TYPE_AUDIO",
          "MP4_CODEC_ID_H264",
          "MP4_CODEC_ID_H265",
          "MP4_CODEC_ID_G711A",
          "MP4_CODEC_ID_G711U",
          "kd_mp4_create",
          "kd_mp4_create_track",
          "kd_mp4_destroy_tracks",
          "kd_mp4_destroy",
          "kd_mp4_write_frame",
          "kd_mp4_get_file_info",
          "kd_mp4_get_track_by_index",
          "kd_mp4_get_frame",
          "return value 0",
          "return value non-0",
          "k_u64_ptr.value",
          "k_mp4_config_s.config_type",
          "k_mp4_config_s.muxer_config",
          "k_mp4_config_s.demuxer_config",
          "k_mp4_config_muxer_s.file_name",
          "k_mp4_config_muxer_s.fmp4_flag",
          "k_mp4_config_demuxer_s.file_name",
          "k_mp4_track_info_s.track_type",
          "k_mp4_track_info_s.time_scale",
          "k_mp4_track_info_s.video_info",
          "k_mp4_track_info_s.audio_info",
          "k_mp4_video_info_s.width",
          "k_mp4_video_info_s.height",
          "k_mp4_video_info_s.track_id",
          "k_mp4_video_info_s.codec_id",
          "k_mp4_audio_info_s.channels",
          "k_mp4_audio_info_s.sample_rate",
          "k_mp4_audio_info_s.bit_per_sample",
          "k_mp4_audio_info_s.track_id",
          "k_mp4_audio_info_s.codec_id",
          "k_mp4_file_info_s.duration",
          "k_mp4_file_info_s.track_num",
          "k_mp4_frame_data_s.codec_id",
          "k_mp4_frame_data_s.time_stamp",
          "k_mp4_frame_data_s.data",
          "k_mp4_frame_data_s.data_length",
          "k_mp4_frame_data_s.eof",
          "K_MP4_CONFIG_MUXER",
          "K_MP4_CONFIG_DEMUXER",
          "K_MP4_STREAM_VIDEO",
          "K_MP4_STREAM_AUDIO",
          "K_MP4_CODEC_ID_H264",
          "K_MP4_CODEC_ID_H265",
          "K_MP4_CODEC_ID_G711A",
          "K_MP4_CODEC_ID_G711U");

  private static final String PACKAGE = "io.boxwire.device.k230.";
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern TEST = Pattern.compile("(\\w+(?:Test|IT))#(\\w+)");

  private static Path root;
  private static final Map<String, String> TESTS = new HashMap<>();

  /** A row of a table. */
  private record Row(List<String> cells) {
    String first() {
      return cells.get(0);
    }

    String last() {
      return cells.get(cells.size() - 1);
    }

    @Override
    public String toString() {
      return String.join(" | ", cells);
    }
  }

  @BeforeAll
  static void readTests() throws IOException {
    root = Path.of(System.getProperty("boxwire.baseline")).resolve("../..").normalize();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(K230TablesTest::isTest).toList()) {
        TESTS.merge(
            file.getFileName().toString().replace(".java", ""),
            Files.readString(file),
            String::concat);
      }
    }
  }

  @Test
  void manual_everyName_hasARow() throws IOException {
    List<String> named =
        table("The manual's names").stream().map(Row::first).flatMap(c -> codes(c)).toList();
    assertThat(named).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(named)).isEqualTo(new TreeSet<>(MANUAL));
  }

  @Test
  void manual_everyJavaName_exists() throws Exception {
    for (Row row : table("The manual's names")) {
      for (String name : codes(row.cells().get(1)).toList()) {
        assertThat(exists(name)).as("%s in: %s", name, row).isTrue();
      }
    }
  }

  @Test
  void everyTable_everyTestNamed_exists() throws IOException {
    int named = 0;
    for (String title : List.of("The manual's names", "The original's defects", "Bad input")) {
      for (Row row : table(title)) {
        Matcher test = TEST.matcher(row.last());
        int inRow = 0;
        while (test.find()) {
          inRow++;
          assertThat(TESTS.getOrDefault(test.group(1), ""))
              .as("%s in: %s", test.group(), row)
              .containsPattern("void " + test.group(2) + "\\(");
        }
        assertThat(inRow).as("tests in: %s", row).isPositive();
        named += inRow;
      }
    }
    assertThat(named).isGreaterThan(MANUAL.size());
  }

  @Test
  void devices_everyOption_hasARowWithItsDefault() throws IOException {
    List<CaptureDevice> devices = Boxwire.load(K230TablesTest.class.getClassLoader()).devices();
    assertThat(devices).hasSizeGreaterThan(2);
    for (CaptureDevice device : devices) {
      List<String> rows =
          table(device.id()).stream()
              .takeWhile(row -> row.cells().size() == 3)
              .map(row -> codes(row.first()).findFirst().orElse("") + "=" + value(row.last()))
              .toList();
      assertThat(rows)
          .as(device.id())
          .isEqualTo(
              device.options().stream().map(o -> o.name() + "=" + o.defaultValue()).toList());
    }
  }

  private static String value(String cell) {
    return codes(cell).findFirst().orElse("");
  }

  private static boolean isTest(Path file) {
    String path = file.toString();
    return path.contains("/src/test/java/") && path.endsWith(".java");
  }

  /** {@code Class}, {@code Class.member} or {@code Class.CONSTANT}, of the exported package. */
  private static boolean exists(String name) throws ClassNotFoundException {
    String[] parts = name.split("\\.");
    Class<?> type = Class.forName(PACKAGE + parts[0]);
    return parts.length == 1
        || Stream.concat(
                Arrays.stream(type.getMethods()).map(m -> m.getName()),
                Arrays.stream(type.getFields()).map(f -> f.getName()))
            .anyMatch(parts[1]::equals);
  }

  private static Stream<String> codes(String cell) {
    return CODE.matcher(cell).results().map(r -> r.group(1));
  }

  /** The rows of the table under a heading. */
  private static List<Row> table(String title) throws IOException {
    List<Row> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(root.resolve("bundles/device-k230/README.md"))) {
      if (line.startsWith("#")) {
        inside = line.endsWith(" " + title);
      } else if (inside && line.startsWith("|") && !line.startsWith("|---")) {
        String[] cells = line.substring(1, line.lastIndexOf('|')).split(" \\| ", -1);
        rows.add(new Row(Arrays.stream(cells).map(String::strip).toList()));
      }
    }
    assertThat(rows).as(title).hasSizeGreaterThan(1);
    return rows.subList(1, rows.size());
  }
}
