package io.boxwire.bitstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterSetSnapshotTest {
  private static final List<ByteBuffer> SETS =
      List.of(ByteBuffer.wrap(new byte[] {0x67, 1, 2}), ByteBuffer.allocate(40_000));

  @Test
  void read_snapshotOfThisCodec_givesTheSetsBack() {
    byte[] snapshot = ParameterSetSnapshot.of("x", SETS);
    assertThat(ParameterSetSnapshot.read("x", snapshot)).isEqualTo(SETS);
    assertThat(SETS.get(0).remaining()).isEqualTo(3);
  }

  @Test
  void read_othersBytes_givesNothing() {
    byte[] snapshot = ParameterSetSnapshot.of("x", SETS);
    assertThat(ParameterSetSnapshot.read("y", snapshot)).isEmpty();
    assertThat(ParameterSetSnapshot.read("x", new byte[0])).isEmpty();
    assertThat(ParameterSetSnapshot.read("x", Arrays.copyOf(snapshot, snapshot.length - 1)))
        .isEmpty();
    snapshot[2]++; // the version
    assertThat(ParameterSetSnapshot.read("x", snapshot)).isEmpty();
  }

  @Test
  void of_moreThanAllowed_isEmpty() {
    List<ByteBuffer> large = List.of(ByteBuffer.allocate(40_000), ByteBuffer.allocate(30_000));
    assertThat(ParameterSetSnapshot.of("x", large)).isEmpty();
  }
}
