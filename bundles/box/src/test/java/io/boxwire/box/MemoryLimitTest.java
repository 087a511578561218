package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What a file of tiny things becomes in memory is bounded, as is what is loaded of it. */
class MemoryLimitTest {
  private static final int LIMIT = 1 << 20;

  /** A {@code moov} of boxes of eight bytes each. */
  private static ByteBuffer tinyBoxes(int count, int secondSize) {
    ByteBuffer moov = ByteBuffer.allocate(8 + 8 * count);
    moov.putInt(moov.capacity()).putInt(ContainerBox.MOOV.code());
    for (int i = 0; i < count; i++) {
      moov.putInt(secondSize).putInt(ContainerBox.TRAK.code());
    }
    return moov.flip();
  }

  private static BoxHeader first(ByteSource source) throws MediaException {
    BoxWalker walker = BoxReader.of(source).tolerant().walk();
    assertThat(walker.next()).isTrue();
    return walker.header();
  }

  @Test
  void read_manyTinyBoxes_isRefusedByTheMemoryTheyWouldTake() throws MediaException {
    ByteSource source = ByteSource.of(tinyBoxes(20_000, 8));
    BoxReader reader = BoxReader.of(source).withLoadLimit(LIMIT);
    BoxHeader moov = first(source);

    assertThatThrownBy(() -> reader.read(moov))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.code()).isEqualTo(MediaException.Code.LIMIT_EXCEEDED));
    assertThat(((ParentBox) BoxReader.of(source).read(moov)).children()).hasSize(20_000);
  }

  @Test
  void read_manyItems_isRefusedByTheMemoryTheyWouldTake() throws MediaException {
    EditListBox.Edit[] edits = new EditListBox.Edit[50_000];
    java.util.Arrays.fill(edits, EditListBox.Edit.of(1, 1));
    ByteSource source = ByteSource.of(Boxes.write(EditListBox.of(edits)));
    BoxReader reader = BoxReader.of(source).withLoadLimit(LIMIT);

    assertThatThrownBy(() -> reader.read(first(source)))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.code()).isEqualTo(MediaException.Code.LIMIT_EXCEEDED));
  }

  @Test
  void walk_aTypeForEachBox_remembersFewOfThem() throws MediaException {
    int count = 100_000;
    ByteBuffer file = ByteBuffer.allocate(8 * count);
    for (int i = 0; i < count; i++) {
      file.putInt(8).putInt(0x61000000 + i % 50_000);
    }
    BoxWalker walker = BoxReader.of(ByteSource.of(file.flip())).walk();
    int seen = 0;
    String last = "";
    while (walker.next()) {
      seen++;
      last = walker.header().path();
    }
    assertThat(seen).isEqualTo(count);
    // The second one of its type; only the first thousand types are counted.
    assertThat(last).doesNotContain("[");
  }
}
