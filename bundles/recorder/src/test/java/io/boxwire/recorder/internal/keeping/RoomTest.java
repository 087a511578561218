package io.boxwire.recorder.internal.keeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomTest {
  @TempDir Path folder;

  @Test
  void in_folder_isWhatItsFileSystemHasLeft() throws IOException {
    assertThat(Room.in(folder)).isPositive().isLessThanOrEqualTo(folder.toFile().getTotalSpace());
  }

  @Test
  void in_folderThatIsNotThere_isAnError() {
    assertThatThrownBy(() -> Room.in(folder.resolve("gone")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
