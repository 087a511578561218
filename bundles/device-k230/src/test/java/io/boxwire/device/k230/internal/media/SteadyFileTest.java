package io.boxwire.device.k230.internal.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyFileTest {
  @TempDir private Path folder;

  @Test
  void read_threadInterrupted_readsOnAndLeavesTheFlagUp() throws Exception {
    Path path = Files.write(folder.resolve("f"), new byte[] {1, 2, 3, 4, 5});
    try (SteadyFile file = SteadyFile.open(path)) {
      Thread.currentThread().interrupt();
      ByteBuffer heap = ByteBuffer.allocate(2);
      ByteBuffer direct = ByteBuffer.allocateDirect(8);

      assertThat(file.position(1).read(heap)).isEqualTo(2);
      assertThat(file.read(direct)).isEqualTo(2);
      assertThat(file.read(direct)).isEqualTo(-1);
      assertThat(file.read(ByteBuffer.allocate(1))).isEqualTo(-1);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(heap.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3}));
      assertThat(direct.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {4, 5}));
      assertThat(file.size()).isEqualTo(5);
      assertThat(file.position()).isEqualTo(5);
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void read_closed_throwsClosedChannel() throws Exception {
    SteadyFile file = SteadyFile.open(Files.write(folder.resolve("f"), new byte[5]));
    file.close();

    assertThat(file.isOpen()).isFalse();
    assertThatThrownBy(() -> file.read(ByteBuffer.allocate(1)))
        .isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void open_notAFile_throwsIoThatNamesIt() {
    for (Path path : new Path[] {folder, folder.resolve("none")}) {
      assertThatThrownBy(() -> SteadyFile.open(path))
          .isInstanceOfSatisfying(
              MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.IO))
          .hasMessageContaining(path.toString());
    }
  }
}
