package io.boxwire.recorder.internal.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
  /** 2026-11-22 08:09:05 in Tokyo. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_795_302_545L), ZoneId.of("Asia/Tokyo"));

  @TempDir Path folder;

  @Test
  void next_noPattern_isTheSinksThenNumbered() throws Exception {
    FileNames names = names("OUT.mp4", Optional.empty());
    assertThat(taken(names)).isEqualTo("OUT.mp4");
    assertThat(taken(names)).isEqualTo("OUT-002.mp4");
    assertThat(taken(names)).isEqualTo("OUT-003.mp4");
  }

  @Test
  void next_notUsed_isGivenAgain() throws Exception {
    FileNames names = names("OUT.mp4", Optional.empty());
    taken(names);
    assertThat(names.next()).isEqualTo(names.next()).hasFileName("OUT-002.mp4");
  }

  @Test
  void next_numberTaken_isTheNextFreeOne() throws Exception {
    Files.createFile(folder.resolve("OUT-002.mp4"));
    Files.createFile(folder.resolve("OUT-003.mp4"));
    FileNames names = names("OUT.mp4", Optional.empty());
    taken(names);
    assertThat(taken(names)).isEqualTo("OUT-004.mp4");
    assertThat(taken(names)).isEqualTo("OUT-005.mp4");
  }

  @ParameterizedTest
  @CsvSource({
    "%o-%n.mp4, OUT-004.mp4 OUT-017.mp4, OUT-018.mp4",
    "%o-%n.mp4, OUT-999.mp4, OUT-1000.mp4",
    "%o-%n.mp4, OUT-17.mp4 OUT-0999999999999999999999.mp4 XOUT-030.mp4, OUT-001.mp4",
    "%Y-%5n.mp4, 2025-00041.mp4, 2026-00042.mp4",
    "%n of %n.mp4, 007 of 007.mp4, 008 of 008.mp4"
  })
  void next_oldestFilesWereRemoved_goesOnFromTheGreatestNumber(
      String pattern, String there, String next) throws Exception {
    for (String name : there.split(" (?!of|\\d+\\.)")) {
      Files.createFile(folder.resolve(name));
    }
    FileNames names = names("OUT.mp4", Optional.of(pattern));
    assertThat(create(names)).isEqualTo(next);
    Files.delete(folder.resolve(next));
    assertThat(create(names)).as("a number is never given again").isGreaterThan(next);
  }

  @Test
  void next_noPattern_furtherFilesGoOnFromTheGreatestNumber() throws Exception {
    Files.createFile(folder.resolve("OUT-017.mp4"));
    FileNames names = names("OUT.mp4", Optional.empty());
    assertThat(create(names)).isEqualTo("OUT.mp4");
    assertThat(create(names)).isEqualTo("OUT-018.mp4");
  }

  @Test
  void next_nameWithoutNumberTaken_getsTheFirstFreeNumberBehind() throws Exception {
    FileNames names = names("OUT.mp4", Optional.of("cam-%Y.mp4"));
    assertThat(create(names)).isEqualTo("cam-2026.mp4");
    assertThat(create(names)).isEqualTo("cam-2026-002.mp4");
    assertThat(create(names)).isEqualTo("cam-2026-003.mp4");
  }

  @ParameterizedTest
  @CsvSource({
    "%o-%n.mp4, OUT-001.mp4",
    "%5n, 00001",
    "%1n, 001",
    "%Y%m%d-%H%M%S.mp4, 20261122-080905.mp4",
    "%s.mp4, 1795302545.mp4",
    "100%%.mp4, 100%.mp4",
    "a b.mp4, a b.mp4"
  })
  void next_pattern_isFilledIn(String pattern, String name) throws Exception {
    assertThat(names("OUT.mp4", Optional.of(pattern)).next()).isEqualTo(folder.resolve(name));
  }

  @Test
  void next_noPatternAndOddName_keepsItsCharacters() throws Exception {
    FileNames names = names("100%n.tar.mp4", Optional.empty());
    taken(names);
    assertThat(taken(names)).isEqualTo("100%n.tar-002.mp4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b.mp4",
        "../b.mp4",
        "..",
        ".",
        " ",
        "a\\b",
        "%x.mp4",
        "a%",
        "%5",
        "%5Y",
        "%99n"
      })
  void create_impossiblePattern_isRefused(String pattern) {
    assertThatThrownBy(() -> names("OUT.mp4", Optional.of(pattern)))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.code()).isEqualTo(MediaException.Code.BAD_REQUEST))
        .hasMessageContaining("the file pattern " + pattern);
  }

  private FileNames names(String first, Optional<String> pattern) throws MediaException {
    return new FileNames(folder.resolve(first), pattern, CLOCK);
  }

  private static String taken(FileNames names) throws MediaException {
    Path path = names.next();
    names.used();
    return path.getFileName().toString();
  }

  private static String create(FileNames names) throws Exception {
    Path path = Files.createFile(names.next());
    names.used();
    return path.getFileName().toString();
  }

  @ParameterizedTest
  @CsvSource({
    "OUT.mp4,,OUT.mp4 OUT-002.mp4 OUT-1000.mp4,OUT-2.mp4 OUT.mp4.bak OUT-002.txt XOUT.mp4 out.mp4",
    "a.b.mp4,,a.b.mp4 a.b-002.mp4,a-002.b.mp4 aXb.mp4",
    "OUT.mp4,%o-%5n.mp4,OUT-00001.mp4 OUT-123456.mp4,OUT-0001.mp4 OUT.mp4",
    "OUT.mp4,cam-%Y%m%d-%H%M%S.mp4,cam-20261122-080905.mp4 cam-20261122-080905-002.mp4,"
        + "cam-20261122.mp4 cam-20261122-080905-2.mp4 cam-20261122-080905-002.mp4x",
    "OUT.mp4,%s%%.mp4,1795302545%.mp4 -5%.mp4 1795302545%-002.mp4,1795302545.mp4",
    "OUT.mp4,[x](1)%o,[x](1)OUT [x](1)OUT-002,x1OUT"
  })
  void own_namesThatCouldHaveBeenGiven_andNoOthers(
      String first, String pattern, String own, String foreign) throws Exception {
    Pattern names = names(first, Optional.ofNullable(pattern)).own();
    assertThat(own.split(" ")).allMatch(name -> names.matcher(name).matches());
    assertThat(foreign.split(" ")).noneMatch(name -> names.matcher(name).matches());
  }

  @ParameterizedTest
  @ValueSource(strings = {"%o-%n.mp4", "%Y-%m-%d %H_%M_%S.mp4", "%s.x.mp4", "%%%o%5n", "cam"})
  void own_whateverIsGiven_isOne(String pattern) throws Exception {
    FileNames names = names("O[U]T.mp4", Optional.of(pattern));
    for (int i = 0; i < 3; i++) {
      assertThat(create(names)).matches(names.own());
    }
  }
}
