package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import org.junit.jupiter.api.Test;

class BoxHeaderTest {

  private static BoxHeader header(String hex) throws MediaException {
    return Boxes.header(ByteSource.of(Boxes.bytes(hex)), BoxContext.FILE);
  }

  @Test
  void next_compactSize_hasPlace() throws MediaException {
    BoxHeader header = header("0000000a 66726565 0000 ffff");
    assertThat(header.type()).isEqualTo(FreeSpaceBox.TYPE);
    assertThat(header.form()).isEqualTo(BoxHeader.Form.COMPACT);
    assertThat(header.headerSize()).isEqualTo(8);
    assertThat(header.payloadPosition()).isEqualTo(8);
    assertThat(header.payloadSize()).isEqualTo(2);
    assertThat(header.end()).isEqualTo(10);
    assertThat(header.problem()).isEmpty();
  }

  @Test
  void next_largeSize_has16ByteHeader() throws MediaException {
    BoxHeader header = header("00000001 6d646174 0000000000000012 ffff");
    assertThat(header.form()).isEqualTo(BoxHeader.Form.LARGE);
    assertThat(header.headerSize()).isEqualTo(16);
    assertThat(header.size()).isEqualTo(18);
  }

  @Test
  void next_sizeBeyond32Bits_isRead() throws MediaException {
    ByteSource huge =
        new FileLike(Boxes.bytes("00000001 6d646174 0000000200000000"), (2L << 32) + 8);
    BoxHeader header = Boxes.header(huge, BoxContext.FILE);
    assertThat(header.size()).isEqualTo(2L << 32);
    assertThat(header.canonical()).isTrue();
  }

  @Test
  void next_sizeZero_goesToTheEnd() throws MediaException {
    BoxHeader header = header("00000000 6d646174 010203");
    assertThat(header.form()).isEqualTo(BoxHeader.Form.TO_END);
    assertThat(header.size()).isEqualTo(11);
  }

  @Test
  void next_sizeLessThanHeader_isMalformed() throws MediaException {
    for (String hex :
        new String[] {
          "00000007 66726565",
          "00000002 66726565 0000000000000010",
          "00000001 66726565 000000000000000f 00",
          "00000001 66726565 ffffffffffffffff 00"
        }) {
      BoxHeader header = header(hex);
      assertThat(header.problem().orElseThrow().code()).as(hex).isEqualTo(Code.MALFORMED);
      assertThat(header.size()).as(hex).isEqualTo(Boxes.bytes(hex).remaining());
    }
  }

  @Test
  void next_fileEndsInside_isTruncatedAndCut() throws MediaException {
    BoxHeader header = header("00000020 6d646174 0102");
    assertThat(header.problem().orElseThrow().code()).isEqualTo(Code.TRUNCATED);
    assertThat(header.size()).isEqualTo(10);
    assertThat(header.declaredSize()).isEqualTo(32);
  }

  @Test
  void next_fileEndsInHeader_isTruncated() throws MediaException {
    assertThat(header("00000020 6d").problem().orElseThrow().code()).isEqualTo(Code.TRUNCATED);
    BoxHeader large = header("00000001 6d646174 00000000");
    assertThat(large.problem().orElseThrow().code()).isEqualTo(Code.TRUNCATED);
    assertThat(large.type()).isEqualTo(MediaDataBox.TYPE);
  }

  @Test
  void parse_ofStream_waitsForEnoughBytes() throws MediaException {
    assertThat(BoxHeader.parse(Boxes.bytes("00000020 6d6461"), 0)).isEmpty();
    assertThat(BoxHeader.parse(Boxes.bytes("00000001 6d646174 00000000"), 0)).isEmpty();
    BoxHeader header = BoxHeader.parse(Boxes.bytes("00000020 6d646174"), 100).orElseThrow();
    assertThat(header.size()).isEqualTo(32);
    assertThat(header.position()).isEqualTo(100);
    assertThat(header.end()).isEqualTo(132);
    BoxHeader large =
        BoxHeader.parse(Boxes.bytes("00000001 6d646174 0000000100000000"), 8).orElseThrow();
    assertThat(large.size()).isEqualTo(1L << 32);
    assertThat(BoxHeader.parse(Boxes.bytes("00000000 6d646174"), 8).orElseThrow().form())
        .isEqualTo(BoxHeader.Form.TO_END);
  }

  @Test
  void parse_sizeLessThanHeader_isMalformedAtItsPlace() {
    MediaException e =
        BadBoxes.assertCode(
            () -> BoxHeader.parse(Boxes.bytes("00000004 6d646174"), 100), Code.MALFORMED);
    assertThat(e.offset()).hasValue(100);
  }
}
