package io.boxwire.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.codec.AssemblerOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostileBytesTest {
  private static final byte[] BAD = {0, 0, 1, 0x65, 7};

  private static CodecSamples samples() {
    return CodecSamples.ofStream(ToyUnits.stream(1), AssemblerOptions.builder().build())
        .fileName("clip.toy")
        .sampleEntry(ToyCodec.ENTRY)
        .codecString("toy1.1")
        .build();
  }

  @Test
  void check_pluginThatStandsThem_passesAndLeavesTheBytes() throws IOException {
    byte[] bytes = BAD.clone();
    HostileBytes hostile = HostileBytes.of(new ToyCodec(), samples());
    assertThatCode(() -> hostile.check(bytes)).doesNotThrowAnyException();
    assertThat(bytes).isEqualTo(BAD);
  }

  @Test
  void check_bytes_comeToThePacketizerAsAFrame() throws IOException {
    List<Integer> sizes = new ArrayList<>();
    HostileBytes hostile =
        HostileBytes.of(
            PacketizerWrapper.packetizing(
                (toy, frame, out) -> {
                  sizes.add(frame.size());
                  return toy.packetize(frame, out);
                }),
            samples());
    assertThat(sizes).doesNotContain(BAD.length);
    hostile.check(BAD);
    assertThat(sizes).contains(BAD.length);
  }

  @Test
  void check_pluginThatThrowsSomethingElse_fails() throws IOException {
    HostileBytes hostile =
        HostileBytes.of(
            PacketizerWrapper.packetizing(
                (toy, frame, out) -> {
                  if (frame.size() == BAD.length) {
                    throw new IllegalStateException("not what was agreed");
                  }
                  return toy.packetize(frame, out);
                }),
            samples());
    assertThatThrownBy(() -> hostile.check(BAD))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("PACKETIZER_ERRORS");
  }
}
