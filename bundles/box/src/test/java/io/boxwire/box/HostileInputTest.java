package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Of files that are cut or changed anywhere comes nothing but {@code MediaException}, or boxes that
 * are written again byte for byte.
 */
class HostileInputTest {

  /** Reads, dumps and writes all there is; a source in memory and one like a file. */
  private static int problems(ByteBuffer file) {
    int problems = 0;
    for (ByteSource source : List.of(ByteSource.of(file), new FileLike(file))) {
      problems += strict(source);
      problems += tolerant(source, file.remaining());
    }
    return problems;
  }

  private static int strict(ByteSource source) {
    BoxReader reader = BoxReader.of(source);
    try {
      BoxWalker walker = reader.walk();
      while (walker.next()) {
        BoxHeader header = walker.header();
        ByteBuffer original = ByteRange.of(source, header.position(), header.size()).toBuffer();
        assertThat(Boxes.write(reader.read(header))).isEqualTo(original);
        assertThat(Boxes.write(reader.load(header))).isEqualTo(original);
      }
      return 0;
    } catch (MediaException e) {
      assertThat(e.offset()).as(e.getMessage()).isPresent();
      return 1;
    }
  }

  private static int tolerant(ByteSource source, int size) {
    int problems = 0;
    int boxes = 0;
    try {
      BoxWalker walker = BoxReader.of(source).tolerant().walk();
      while (walker.next()) {
        boxes++;
        assertThat(walker.header().end()).isLessThanOrEqualTo(size);
        Box box = walker.enter(new FieldText(new StringBuilder(), "", 3, 8));
        Boxes.describe(box);
        if (walker.header().problem().isPresent() || box instanceof MalformedBox) {
          problems++;
        }
      }
    } catch (MediaException e) {
      throw new AssertionError("a tolerant walker goes on", e);
    }
    assertThat(boxes).isLessThanOrEqualTo(size);
    return problems;
  }

  @Test
  void read_cutAtEveryByte_onlyMediaException() throws MediaException {
    for (ByteBuffer file : List.of(SampleFiles.progressive(), SampleFiles.fragmented())) {
      int size = file.remaining();
      int failed = 0;
      for (int cut = 0; cut < size; cut++) {
        failed += problems(file.slice(0, cut)) > 0 ? 1 : 0;
      }
      assertThat(problems(file)).isZero();
      // Only where one box of the file ends and the next starts is a cut not to be seen.
      int boundaries = topLevelBoxes(file);
      assertThat(failed).isEqualTo(size - boundaries);
    }
  }

  private static int topLevelBoxes(ByteBuffer file) throws MediaException {
    return BoxReader.parse(file).size();
  }

  @Test
  void read_eachByteChanged_onlyMediaException() throws MediaException {
    for (ByteBuffer original : List.of(SampleFiles.progressive(), SampleFiles.fragmented())) {
      ByteBuffer file = ByteBuffer.allocate(original.remaining()).put(original).flip();
      int failed = 0;
      for (int at = 0; at < file.limit(); at++) {
        byte was = file.get(at);
        for (int value : new int[] {0, 0x7f, 0xff, was ^ 1}) {
          file.put(at, (byte) value);
          failed += problems(file) > 0 ? 1 : 0;
        }
        file.put(at, was);
      }
      assertThat(failed).isGreaterThan(file.limit() / 8);
    }
  }

  @Test
  void read_manyBytesChanged_onlyMediaException() throws MediaException {
    Random random = new Random(20220101);
    ByteBuffer original = SampleFiles.progressive();
    int failed = 0;
    for (int round = 0; round < 1000; round++) {
      ByteBuffer file = ByteBuffer.allocate(original.remaining()).put(original.duplicate()).flip();
      for (int i = 0; i < 8; i++) {
        file.put(random.nextInt(file.limit()), (byte) random.nextInt(256));
      }
      failed += problems(file) > 0 ? 1 : 0;
    }
    assertThat(failed).isGreaterThan(300);
  }
}
