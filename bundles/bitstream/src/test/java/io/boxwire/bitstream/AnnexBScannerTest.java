package io.boxwire.bitstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnnexBScannerTest {
  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static List<String> units(byte[] stream) {
    ByteBuffer buffer = ByteBuffer.wrap(stream);
    AnnexBScanner scanner = new AnnexBScanner();
    List<String> units = new ArrayList<>();
    while (scanner.next(buffer, stream.length)) {
      units.add(text(stream, scanner.offset(), scanner.length()));
    }
    if (scanner.last(buffer, stream.length)) {
      units.add(text(stream, scanner.offset(), scanner.length()));
    }
    return units;
  }

  private static String text(byte[] bytes, int offset, int length) {
    return HexFormat.of().formatHex(bytes, offset, offset + length);
  }

  @Test
  void next_shortAndLongStartCodes_bothEndANalUnit() {
    assertThat(units(bytes("00000001 65aa 000001 41bb 00000001 41cc")))
        .containsExactly("65aa", "41bb", "41cc");
  }

  @Test
  void next_trailingZeros_belongToNoNalUnit() {
    assertThat(units(bytes("000000000001 65aa 00000000 000001 41bb 0000")))
        .containsExactly("65aa", "41bb");
  }

  @Test
  void next_emulationPreventionAndZeros_stayInside() {
    assertThat(units(bytes("000001 65 000003 01 000002 0001 000001 41")))
        .containsExactly("65000003010000020001", "41");
  }

  @Test
  void next_emptyNalUnits_arePassedOver() {
    assertThat(units(bytes("000001 000001 65 00000001"))).containsExactly("65");
  }

  @Test
  void next_junkBeforeFirstStartCode_isCounted() {
    AnnexBScanner scanner = new AnnexBScanner();
    ByteBuffer buffer = ByteBuffer.wrap(bytes("aabbcc 0000000001 65"));
    assertThat(scanner.next(buffer, buffer.limit())).isFalse();
    assertThat(scanner.skipped()).isEqualTo(3);
    assertThat(scanner.last(buffer, buffer.limit())).isTrue();
  }

  @Test
  void skipped_zerosAmongJunk_doNotDependOnThePieces() {
    byte[] stream = bytes("aa 0000 bb 00000000 cc 0000 000001 65");
    for (int piece = 1; piece <= stream.length; piece++) {
      AnnexBScanner scanner = new AnnexBScanner();
      ByteBuffer buffer = ByteBuffer.wrap(stream);
      for (int end = piece; end < stream.length; end += piece) {
        assertThat(scanner.next(buffer, end)).isFalse();
      }
      assertThat(scanner.next(buffer, stream.length)).isFalse();
      assertThat(scanner.skipped()).as("pieces of " + piece).isEqualTo(9);
      assertThat(scanner.last(buffer, stream.length)).isTrue();
    }
  }

  @Test
  void startCode_zerosBeforeTheFirst_doesNotDependOnThePieces() {
    byte[] stream = bytes("000000000000 000001 65 000001 41");
    for (int piece = 1; piece <= stream.length; piece++) {
      AnnexBScanner scanner = new AnnexBScanner();
      ByteBuffer buffer = ByteBuffer.wrap(stream);
      boolean found = false;
      for (int end = piece; !found; end += piece) {
        found = scanner.next(buffer, Math.min(end, stream.length));
      }
      assertThat(scanner.startCode()).as("pieces of " + piece).isEqualTo(5);
      assertThat(scanner.offset()).isEqualTo(9);
    }
  }

  @Test
  void skipped_streamOfZerosBehindJunk_countsTheJunkAlone() {
    AnnexBScanner scanner = new AnnexBScanner();
    ByteBuffer buffer = ByteBuffer.wrap(new byte[100]).put(10, (byte) 7);
    for (int end = 1; end <= 100; end++) {
      assertThat(scanner.next(buffer, end)).isFalse();
    }
    assertThat(scanner.last(buffer, 100)).isFalse();
    assertThat(scanner.skipped()).isEqualTo(11);
  }

  @Test
  void next_noStartCodeAtAll_keepsNothingBack() {
    AnnexBScanner scanner = new AnnexBScanner();
    ByteBuffer buffer = ByteBuffer.wrap(new byte[1000]).put(500, (byte) 7);
    assertThat(scanner.next(buffer, 1000)).isFalse();
    assertThat(scanner.keepFrom()).isEqualTo(997);
    assertThat(scanner.last(buffer, 1000)).isFalse();
  }

  @Test
  void discarded_bytesStillNeeded_throws() {
    AnnexBScanner scanner = new AnnexBScanner();
    ByteBuffer buffer = ByteBuffer.wrap(bytes("0000000165aabb"));
    scanner.next(buffer, 7);
    assertThatThrownBy(() -> scanner.discarded(1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void next_streamInPieces_givesTheSameUnitsAsInOne() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      byte[] stream = new byte[random.nextInt(300)];
      for (int i = 0; i < stream.length; i++) {
        stream[i] = (byte) random.nextInt(4);
      }
      assertThat(inPieces(stream, random)).isEqualTo(units(stream));
    }
  }

  private static List<String> inPieces(byte[] stream, Random random) {
    List<String> units = new ArrayList<>();
    AnnexBScanner scanner = new AnnexBScanner();
    ByteBuffer window = ByteBuffer.allocate(stream.length);
    int fed = 0;
    while (fed < stream.length) {
      int step = Math.min(1 + random.nextInt(9), stream.length - fed);
      window.put(stream, fed, step);
      fed += step;
      while (scanner.next(window, window.position())) {
        units.add(text(window.array(), scanner.offset(), scanner.length()));
      }
      int keep = scanner.keepFrom();
      window.flip().position(keep).compact();
      scanner.discarded(keep);
    }
    if (scanner.last(window, window.position())) {
      units.add(text(window.array(), scanner.offset(), scanner.length()));
    }
    return units;
  }
}
