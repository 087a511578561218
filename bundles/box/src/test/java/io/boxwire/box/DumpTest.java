package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Dumps of whole files, compared to the ones in {@code src/test/resources}; {@code
 * -Dgolden.update=true} rewrites those.
 */
class DumpTest {
  private static final Path GOLDEN = Path.of("src/test/resources/io/boxwire/box");

  @Test
  void dump_progressive_isAsBefore() throws IOException {
    assertGolden("progressive.txt", dump(SampleFiles.progressive()));
  }

  @Test
  void dump_fragmented_isAsBefore() throws IOException {
    assertGolden("fragmented.txt", dump(SampleFiles.fragmented()));
  }

  @Test
  void dump_cutFile_showsWhatIsThere() throws IOException {
    ByteBuffer file = SampleFiles.fragmented();
    assertGolden("cut.txt", dump(file.slice(0, 290)));
  }

  private static String dump(ByteBuffer file) throws IOException {
    StringBuilder text = new StringBuilder();
    BoxWalker walker = BoxReader.of(ByteSource.of(file)).tolerant().walk();
    while (walker.next()) {
      BoxHeader header = walker.header();
      String indent = "  ".repeat(header.depth() - 1);
      String place = " at " + header.position() + ", " + header.size() + " bytes\n";
      text.append(indent).append(header.type()).append(place);
      header.problem().ifPresent(p -> text.append(indent).append("! " + p.getMessage() + "\n"));
      walker.enter(new FieldText(text, indent + "    ", 4, 8));
    }
    return text.toString();
  }

  private static void assertGolden(String name, String dump) throws IOException {
    Path golden = GOLDEN.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, dump);
    }
    assertThat(dump).isEqualTo(Files.readString(golden, StandardCharsets.UTF_8));
  }
}
