package io.boxwire.codec.h264.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.codec.h264.internal.StreamWriter.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Streams of fields, from {@link StreamWriter}. The committed {@code paff.h264} is what other tests
 * and readers are given; {@code -Dgolden.write=true} writes it anew.
 */
class FieldStreamTest {
  private static final int STEP = 512;

  /** Field pairs of either order, frames, reordering, a reset and a second IDR picture. */
  static byte[] paff() {
    StreamWriter out = new StreamWriter(0).sets(1);
    out.idr(Shape.TOP, 0).predicted(Shape.BOTTOM, 2, 0, 1); // shown 1st
    out.predicted(Shape.TOP, 2, 1, 4).predicted(Shape.BOTTOM, 2, 1, 5); // 3rd
    out.predicted(Shape.TOP, 0, 2, 2).predicted(Shape.BOTTOM, 0, 2, 3); // 2nd
    out.predicted(Shape.FRAME, 2, 2, 8); // 5th
    out.predicted(Shape.FRAME, 0, 3, 6); // 4th
    out.delimiters();
    out.predicted(Shape.TOP, 2, 3, 10).predicted(Shape.BOTTOM, 2, 3, 11); // 6th
    out.resetting(4, 12); // 7th
    out.predicted(Shape.TOP, 2, 1, 4).predicted(Shape.BOTTOM, 2, 1, 5); // 9th
    out.predicted(Shape.BOTTOM, 0, 2, 2).predicted(Shape.TOP, 0, 2, 3); // 8th, bottom first
    out.sets(1).idr(Shape.FRAME, 1); // 10th
    out.predicted(Shape.BOTTOM, 2, 1, 2).predicted(Shape.TOP, 2, 1, 3); // 11th
    return out.bytes();
  }

  /** Fields without a second one among frames; FFmpeg does not show those. */
  static byte[] loneFields() {
    StreamWriter out = new StreamWriter(0).sets(1);
    out.idr(Shape.FRAME, 0); // shown 1st
    out.predicted(Shape.FRAME, 2, 1, 4); // 3rd
    out.predicted(Shape.TOP, 0, 2, 2); // 2nd, alone
    out.predicted(Shape.TOP, 2, 2, 6).predicted(Shape.BOTTOM, 2, 2, 7); // 4th
    out.predicted(Shape.BOTTOM, 0, 3, 9); // 5th, alone
    out.predicted(Shape.FRAME, 2, 3, 10); // 6th
    return out.bytes();
  }

  @Test
  void committedStreams_areWhatTheWriterWrites() throws IOException {
    if (Boolean.getBoolean("golden.write")) {
      Files.write(Path.of("src/test/resources/streams/paff.h264"), paff());
      Files.write(Path.of("src/test/resources/streams/lonefields.h264"), loneFields());
    }
    assertThat(paff()).isEqualTo(Streams.bytes("paff.h264"));
    assertThat(loneFields()).isEqualTo(Streams.bytes("lonefields.h264"));
  }

  @Test
  void paff_fieldPairs_areOneFrameEach() throws Exception {
    List<Frame> frames = Streams.assemble(paff());
    assertThat(shownAt(frames)).containsExactly(0, 2, 1, 4, 3, 5, 6, 8, 7, 9, 10);
    assertThat(frames.stream().map(FieldStreamTest::slices))
        .containsExactly(2, 2, 2, 1, 1, 2, 1, 2, 2, 1, 2);
    assertThat(syncAt(frames)).containsExactly(0, 9);
    assertThat(frames.get(0).compositionTime()).isEqualTo(STEP);
    assertThat(Streams.units(frames.get(5).payload()).get(0)).isEqualTo("09f0");
  }

  @Test
  void loneFields_areFramesOfTheirOwn() throws Exception {
    List<Frame> frames = Streams.assemble(loneFields());
    assertThat(shownAt(frames)).containsExactly(0, 2, 1, 3, 4, 5);
    assertThat(frames.stream().map(FieldStreamTest::slices)).containsExactly(1, 1, 1, 2, 1, 1);
  }

  @Test
  void paff_secondFieldIsNoReference_isOfTheSameFrame() throws Exception {
    StreamWriter out = new StreamWriter(0).sets(1).idr(Shape.FRAME, 0);
    out.predicted(Shape.TOP, 1, 1, 2).predicted(Shape.BOTTOM, 0, 1, 3);
    out.predicted(Shape.BOTTOM, 0, 2, 4).predicted(Shape.TOP, 1, 2, 6); // two lone fields
    out.predicted(Shape.FRAME, 1, 3, 8);
    List<Frame> frames = Streams.assemble(out.bytes());
    assertThat(frames.stream().map(FieldStreamTest::slices)).containsExactly(1, 2, 1, 1, 1);
  }

  @Test
  void orderType1_referencesAndOthers_areOrderedByFrameNumber() throws Exception {
    StreamWriter out = new StreamWriter(1).sets(1).idr(Shape.FRAME, 0);
    for (int i = 1; i <= 20; i++) {
      out.predicted(Shape.FRAME, 1, i % 16, 0);
      out.predicted(Shape.FRAME, 0, (i + 1) % 16, -4);
    }
    List<Integer> expected = new ArrayList<>(List.of(0));
    for (int i = 1; i <= 20; i++) {
      expected.addAll(List.of(2 * i, 2 * i - 1));
    }
    assertThat(shownAt(Streams.assemble(out.bytes()))).isEqualTo(expected);
  }

  @Test
  void orderType2_anyDepthTold_isDecodingOrder() throws Exception {
    StreamWriter out = new StreamWriter(2).sets(-1).idr(Shape.FRAME, 0);
    for (int i = 1; i <= 20; i++) {
      out.predicted(Shape.FRAME, 1, i % 16, 0);
    }
    List<Frame> frames = Streams.assemble(out.bytes());
    assertThat(frames).hasSize(21);
    assertThat(frames).allSatisfy(f -> assertThat(f.compositionTime()).isEqualTo(f.decodeTime()));
  }

  @Test
  void lsb_wrapsBothWays_countsGoOn() throws Exception {
    StreamWriter out = new StreamWriter(0).sets(1).idr(Shape.FRAME, 0);
    List<Integer> expected = new ArrayList<>(List.of(0));
    for (int i = 1; i <= 40; i++) {
      out.predicted(Shape.FRAME, 1, i % 16, 4 * i);
      out.predicted(Shape.FRAME, 0, (i + 1) % 16, 4 * i - 2);
      expected.addAll(List.of(2 * i, 2 * i - 1));
    }
    assertThat(shownAt(Streams.assemble(out.bytes()))).isEqualTo(expected);
  }

  @Test
  void depth_notTold_isWhatThePicturesNeed() throws Exception {
    StreamWriter out = new StreamWriter(0).sets(-1).idr(Shape.FRAME, 0);
    out.predicted(Shape.FRAME, 1, 1, 4).predicted(Shape.FRAME, 0, 2, 2);
    List<Frame> frames = Streams.assemble(out.bytes());
    assertThat(shownAt(frames)).containsExactly(0, 2, 1);
    assertThat(frames.get(0).compositionTime()).isEqualTo(STEP);
  }

  @Test
  void depth_notToldAndNoReordering_givesEqualTimes() throws Exception {
    StreamWriter out = new StreamWriter(0).sets(-1).idr(Shape.FRAME, 0);
    for (int i = 1; i < 40; i++) {
      out.predicted(Shape.FRAME, 1, i % 16, 2 * i);
    }
    List<Frame> frames = Streams.assemble(out.bytes());
    assertThat(frames).hasSize(40);
    assertThat(frames).allSatisfy(f -> assertThat(f.compositionTime()).isEqualTo(f.decodeTime()));
  }

  @Test
  void stream_withoutIdrInFront_isAssembledAllTheSame() throws Exception {
    StreamWriter out = new StreamWriter(0).sets(1);
    out.predicted(Shape.FRAME, 1, 7, 40).predicted(Shape.FRAME, 0, 8, 38);
    out.predicted(Shape.FRAME, 1, 8, 44).predicted(Shape.FRAME, 0, 9, 42);
    out.idr(Shape.FRAME, 0);
    List<Frame> frames = Streams.assemble(out.bytes());
    assertThat(shownAt(frames)).containsExactly(1, 0, 3, 2, 4);
    assertThat(frames.get(0).sync()).isFalse();
    assertThat(frames.get(4).sync()).isTrue();
  }

  @Test
  void pictures_withEqualHeaders_areToldApartByTheirFirstMacroblock() throws Exception {
    StreamWriter out = new StreamWriter(2).sets(0).idr(Shape.FRAME, 0);
    for (int i = 0; i < 3; i++) {
      out.predicted(Shape.FRAME, 0, 1, 0);
    }
    assertThat(Streams.assemble(out.bytes())).hasSize(4);
  }

  private static int slices(Frame frame) {
    try {
      return (int)
          Streams.units(frame.payload()).stream()
              .filter(unit -> (Integer.parseInt(unit.substring(0, 2), 16) & 0x1B) == 1)
              .count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Integer> syncAt(List<Frame> frames) {
    return IntStream.range(0, frames.size()).filter(i -> frames.get(i).sync()).boxed().toList();
  }

  private static List<Integer> shownAt(List<Frame> frames) {
    long first = frames.stream().mapToLong(Frame::compositionTime).min().orElseThrow();
    return frames.stream().map(f -> (int) ((f.compositionTime() - first) / STEP)).toList();
  }
}
