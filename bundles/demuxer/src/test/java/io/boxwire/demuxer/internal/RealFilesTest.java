package io.boxwire.demuxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Judges the listing of real files by ffprobe: {@code -Dboxwire.media=FOLDER}, with the command in
 * {@code -Dboxwire.ffprobe} where it is not {@code ffprobe}.
 */
@EnabledIfSystemProperty(named = "boxwire.media", matches = ".+")
class RealFilesTest {
  @TestFactory
  Stream<DynamicTest> samples_realFile_equalsWhatFfprobeLists() throws IOException {
    Path root = Path.of(System.getProperty("boxwire.media"));
    FfprobeJudge judge = new FfprobeJudge(System.getProperty("boxwire.ffprobe", "ffprobe"));
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    return files.stream()
        .map(
            file -> {
              String name = root.relativize(file).toString();
              return DynamicTest.dynamicTest(name, () -> judge(judge, file, name));
            });
  }

  /** Files that differ, by the end of their name, each with the reason. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "add-sidx/testdata/clear_with_enc_boxes.mp4",
          "ffprobe gives up at the sample groups of an encryption that is no longer there",
          "multitrack/testdata/main_1.mp4",
          "ffprobe turns c608 samples into another form",
          "mp4/testdata/cbcs.mp4",
          "ffprobe turns c608 samples into another form",
          "mp4/testdata/cbcsdec.mp4",
          "ffprobe turns c608 samples into another form",
          "mp4/testdata/iamf.mp4",
          "ffprobe splits iamf samples into substreams",
          "abema__go-mp4/testdata/sample_qt.mp4",
          "the file is cut inside a sample, of which ffprobe lists the part that is there",
          "metaedit/keyed.mp4",
          "the file is cut inside a sample, of which ffprobe lists the part that is there",
          "mp4parse_capi/tests/zero_empty_stsc.mp4",
          "the file is cut inside a sample, and what is at the place of the first is no picture",
          "mp4parse/tests/test_case_1185230.mp4",
          "what is at the place of the first sample is no picture, so ffprobe takes its flag away");

  private static void judge(FfprobeJudge judge, Path file, String name) throws Exception {
    List<String> differences = judge.differences(file);
    Optional<String> reason =
        EXCEPTIONS.keySet().stream().filter(name::endsWith).findFirst().map(EXCEPTIONS::get);
    if (reason.isPresent()) {
      assertThat(differences).as("no exception any more: " + reason.get()).isNotEmpty();
    } else {
      assertThat(differences).isEmpty();
    }
  }
}
