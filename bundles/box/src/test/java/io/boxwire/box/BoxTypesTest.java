package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BoxTypesTest {
  /** Classes that stand for no type of their own. */
  private static final Set<Class<?>> GENERAL =
      Set.of(OpaqueBox.class, OriginalBox.class, MalformedBox.class, ContainerBox.class);

  @Test
  void blank_everyClassOfThePackage_isKnownByItsType()
      throws IOException, URISyntaxException, ReflectiveOperationException {
    List<Class<?>> classes = boxClasses();
    assertThat(classes).hasSizeGreaterThan(50);
    for (Class<?> kind : classes) {
      if (GENERAL.contains(kind) || SampleEntry.class.isAssignableFrom(kind)) {
        continue;
      }
      if (kind == TrackReferenceBox.class) {
        assertThat(blank(FourCc.of("chap"), ChildKind.TRACK_REFERENCES)).isInstanceOf(kind);
        continue;
      }
      FourCc type = (FourCc) kind.getField("TYPE").get(null);
      assertThat(blank(type, ChildKind.BOXES)).as(type.toString()).isInstanceOf(kind);
    }
  }

  private static Box blank(FourCc type, ChildKind kind) throws MediaException {
    ByteBuffer header = ByteBuffer.allocate(8).putInt(8).putInt(type.code()).flip();
    ByteSource source = ByteSource.of(header);
    return BoxTypes.blank(source, Boxes.header(source, new BoxContext(kind, FourCc.ZERO)));
  }

  private static List<Class<?>> boxClasses()
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path root = Path.of(Box.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(root.resolve("io/boxwire/box"))) {
      files.map(file -> file.getFileName().toString()).forEach(names::add);
    }
    List<Class<?>> classes = new ArrayList<>();
    for (String name : names) {
      if (name.endsWith(".class") && !name.startsWith("package-info")) {
        Class<?> kind = Class.forName("io.boxwire.box." + name.replace(".class", ""));
        if (kind.isRecord() && Box.class.isAssignableFrom(kind)) {
          classes.add(kind);
        }
      }
    }
    return classes;
  }
}
