package io.boxwire.device.k230.internal.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenObjectsTest {
  private final OpenObjects objects = new OpenObjects();
  private final List<String> closed = new ArrayList<>();

  @Test
  void closeAll_oneFails_closesTheOthersAndThrows() throws Exception {
    objects.add(() -> closed.add("first"));
    objects.add(
        () -> {
          throw new IllegalStateException("second");
        });
    objects.add(() -> closed.add("third"));

    assertThatThrownBy(objects::closeAll).hasMessage("second");

    assertThat(closed).containsExactly("first", "third");
    objects.closeAll();
    assertThat(closed).hasSize(2);
  }

  @Test
  void remove_beforeTheEnd_isNotClosed() throws Exception {
    OpenObjects.Open object = () -> closed.add("first");
    objects.add(object);
    objects.remove(object);
    objects.closeAll();

    assertThat(closed).isEmpty();
    assertThatThrownBy(() -> objects.add(object)).isInstanceOf(MediaException.class);
    objects.closeAll();
    assertThat(closed).isEmpty();
  }
}
