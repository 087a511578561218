package io.boxwire.bitstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameUnitsTest {
  private final FrameUnits units = new FrameUnits();

  @Test
  void parse_oneSlice_findsUnitsWhereTheyLie() throws MediaException {
    ByteBuffer payload = hex("ff ff 00000001 4001 000001 4201 00").position(2);
    assertThat(unitsOf(Frame.on(1).payload(payload), PayloadForm.STREAM))
        .containsExactly("4001", "4201");
  }

  @Test
  void parse_slicesThatBeginWithStartCodes_takesEachInPlace() throws MediaException {
    ByteBuffer held = hex("00000001 4001 00");
    ByteBuffer picture = hex("000001 2601 aa");
    assertThat(unitsOf(Frame.on(1).slices(List.of(held, picture)), PayloadForm.STREAM))
        .containsExactly("4001", "2601aa");
    assertThat(units.buffer(0)).isSameAs(held);
    assertThat(units.buffer(1)).isSameAs(picture);
  }

  @Test
  void parse_unitAcrossSlices_joins() throws MediaException {
    assertThat(
            unitsOf(
                Frame.on(1).slices(List.of(hex("000001 2601 aa"), hex("bb 000001 4e01 cc"))),
                PayloadForm.STREAM))
        .containsExactly("2601aabb", "4e01cc");
    assertThat(
            unitsOf(
                Frame.on(1).slices(List.of(hex("00000004 2601"), hex("aabb"))),
                PayloadForm.LENGTH_PREFIXED))
        .containsExactly("2601aabb");
  }

  @Test
  void parse_lengthPrefixedSlices_takesEachInPlace() throws MediaException {
    ByteBuffer held = hex("00000002 4001");
    assertThat(
            unitsOf(
                Frame.on(1).slices(List.of(held, hex("00000003 2601aa 00000002 2801"))),
                PayloadForm.LENGTH_PREFIXED))
        .containsExactly("4001", "2601aa", "2801");
    assertThat(units.buffer(0)).isSameAs(held);
  }

  @Test
  void parse_knownUnits_searchesNothing() throws MediaException {
    ByteBuffer payload = hex("00000001 2601 000001 4e01");
    // The second start code is left inside on purpose: nobody looks.
    assertThat(unitsOf(Frame.on(1).payload(payload).units(new int[] {4, 7}), PayloadForm.STREAM))
        .containsExactly("26010000014e01");
  }

  @Test
  void parse_knownUnitsBeyondThePayload_throws() {
    for (int[] wrong : new int[][] {{-1, 2}, {0, 0}, {1, 4}, {Integer.MAX_VALUE, 1}}) {
      Frame frame = Frame.on(1).payload(hex("00000001")).units(wrong).build();
      assertThatThrownBy(() -> units.parse(frame, PayloadForm.STREAM))
          .isInstanceOf(MediaException.class);
    }
  }

  @Test
  void parse_noSlices_isEmpty() throws MediaException {
    assertThat(unitsOf(Frame.on(1), PayloadForm.STREAM)).isEmpty();
  }

  private List<String> unitsOf(Frame.Builder frame, PayloadForm form) throws MediaException {
    units.parse(frame.build(), form);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      ByteBuffer unit = units.slice(i);
      byte[] bytes = new byte[unit.remaining()];
      unit.get(bytes);
      found.add(HexFormat.of().formatHex(bytes));
    }
    return found;
  }

  private static ByteBuffer hex(String text) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(text.replace(" ", "")));
  }
}
