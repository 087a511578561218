package io.boxwire.bitstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NalAssemblerTest {
  private static final AssemblerOptions OPTIONS = AssemblerOptions.builder().build();

  /**
   * A codec of one-picture access units: A is a parameter set, B a picture with its order behind, C
   * belongs to the picture after it, D to the one before, E breaks the stream.
   */
  private static final class Toy extends NalAssembler {
    private boolean anySet;
    private boolean inPicture;
    private int unitsOfPicture;

    Toy() {
      super("toy");
    }

    @Override
    protected void take(ByteBuffer buffer, int offset, int length) throws MediaException {
      switch (buffer.get(offset) >> 4 & 0xf) {
        case 0xa -> anySet = true;
        case 0xb -> takePicture(buffer.get(offset + 1));
        case 0xd -> unitsOfPicture = unitsInFrame() + 1;
        case 0xe -> throw MediaException.of(Code.MALFORMED, "an E");
        default -> {}
      }
    }

    private void takePicture(int order) throws MediaException {
      if (!anySet) {
        leaveOut();
        return;
      }
      if (!started()) {
        startWithoutPicture();
        clock().startSequence(1);
      }
      endStream();
      clock().add(order);
      inPicture = true;
      unitsOfPicture = unitsInFrame() + 1;
    }

    @Override
    protected void endStream() {
      if (inPicture) {
        int rest = unitsInFrame() - unitsOfPicture;
        endFrame(unitsOfPicture, RandomAccess.SYNC);
        inPicture = false;
        assertThat(unitsInFrame()).isEqualTo(rest);
      }
    }

    @Override
    protected void startWithoutPicture() throws MediaException {
      if (!anySet) {
        throw MediaException.of(Code.MALFORMED, "nothing");
      }
      start(FrameTicks.choose(OPTIONS, 0, 0), 16, 8);
    }
  }

  /** What comes out, one line a frame or event. */
  private static final class Lines implements Assembler.Receiver {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void frame(Frame frame) throws MediaException {
      List<String> units = new ArrayList<>();
      ByteBuffer payload = frame.payload();
      int[] places = frame.units().orElseThrow();
      for (int i = 0; i < places.length; i += 2) {
        byte[] unit = new byte[places[i + 1]];
        payload.get(places[i], unit);
        units.add(HexFormat.of().formatHex(unit));
      }
      long step = 512; // 25 frames a second on a timescale of 12800
      lines.add(
          String.join(" ", units)
              + " @"
              + frame.decodeTime() / step
              + "/"
              + frame.compositionTime() / step);
    }

    @Override
    public void event(MediaEvent event) {
      lines.add(event.kind() + ": " + event.message());
    }
  }

  private static byte[] stream(String units) {
    return HexFormat.of().parseHex("000001" + units.replace(" ", "000001"));
  }

  private static List<String> assemble(byte[] stream, int step) throws MediaException {
    Lines out = new Lines();
    Assembler assembler = new Toy();
    ByteBuffer window = ByteBuffer.wrap(stream).limit(0);
    while (stream.length - window.limit() > step) {
      assembler.assemble(window.limit(window.limit() + step), out);
    }
    assembler.finish(window.limit(stream.length), out);
    assertThat(window.hasRemaining()).isFalse();
    return out.lines;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 1000})
  void assemble_anyPieces_givesFramesWithTheirTimes(int step) throws Exception {
    assertThat(assemble(stream("c1 a1 b110 d1 d2 c2 b112 b111 d3 c3 b114 c4"), step))
        .containsExactly(
            "c1 a1 b110 d1 d2 @0/1", "c2 b112 @1/3", "b111 d3 @2/2", "c3 b114 @3/4", "c4 @5/5");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void assemble_whatNobodyCanUse_isLeftOutAndReportedFirst(int step) throws Exception {
    byte[] junk = {5, 6, 7};
    byte[] rest = stream("c1 b111 b112 c2 a1 b110");
    byte[] all = ByteBuffer.allocate(junk.length + rest.length).put(junk).put(rest).array();
    assertThat(assemble(all, step))
        .containsExactly(
            "INPUT_SKIPPED: 3 bytes before the first start code are left out",
            "INPUT_SKIPPED: 3 NAL units in front of the first parameter sets can't be decoded"
                + " and are left out",
            "c2 a1 b110 @0/1");
  }

  @Test
  void finish_setsAlone_areAFrame() throws Exception {
    assertThat(assemble(stream("a1 c1"), 1000)).containsExactly("a1 c1 @0/0");
  }

  @Test
  void finish_neitherPictureNorSet_throwsBehindTheReport() {
    Lines out = new Lines();
    Assembler assembler = new Toy();
    assertThatThrownBy(() -> assembler.finish(ByteBuffer.wrap(stream("b110")), out))
        .isInstanceOf(MediaException.class)
        .hasMessage("nothing");
    assertThat(out.lines)
        .containsExactly(
            "INPUT_SKIPPED: 1 NAL unit in front of the first parameter sets can't be decoded"
                + " and is left out");
    assertThat(assembler.format()).isEmpty();
  }

  @Test
  void assemble_brokenUnit_isNamedByItsPlaceInTheStream() {
    for (int step : new int[] {1, 1000}) {
      assertThatThrownBy(() -> assemble(stream("a1 b110 b111 b112 e1"), step))
          .hasMessage("an E (at offset 22)");
    }
  }
}
