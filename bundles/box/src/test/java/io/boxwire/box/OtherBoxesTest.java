package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Metadata, boxes of somebody's own, free space. */
class OtherBoxesTest {

  @Test
  void meta_asTheStandardHasIt_roundTrips() throws MediaException {
    Boxes.check(
        MetaBox.of(HandlerBox.of(FourCc.of("mdir"), "")),
        "0000002d 6d657461 00000000"
            + "00000021 68646c72 00000000 00000000 6d646972 00000000 00000000 00000000 00",
        """
        version: 0
        flags: 0x000000
        """);
  }

  @Test
  void meta_asQuickTimeHasIt_hasNoVersion() throws MediaException {
    String hex =
        "00000029 6d657461"
            + "00000021 68646c72 00000000 00000000 6d647461 00000000 00000000 00000000 00";
    MetaBox meta = (MetaBox) Boxes.read(hex);
    assertThat(meta.dialect()).isEqualTo(MetaBox.Dialect.QUICKTIME);
    assertThat(meta.child(HandlerBox.class).orElseThrow().handlerType())
        .isEqualTo(FourCc.of("mdta"));
    Boxes.check(meta, hex, "");
  }

  @Test
  void uuid_roundTrips() throws MediaException {
    UUID type = UUID.fromString("d4807ef2-ca39-4695-8e54-26cb9e46a79f");
    Boxes.check(
        new UuidBox(type, ByteRange.of((byte) 1)),
        "00000019 75756964 d4807ef2ca3946958e5426cb9e46a79f 01",
        """
        usertype: d4807ef2-ca39-4695-8e54-26cb9e46a79f
        data: 1 bytes 01
        """);
  }

  @Test
  void freeSpace_hasItsSize() throws MediaException {
    Boxes.check(
        FreeSpaceBox.of(16),
        "00000010 66726565 0000000000000000",
        "data: 8 bytes 0000000000000000\n");
    Boxes.check(
        MediaDataBox.of(ByteRange.of((byte) 5)), "00000009 6d646174 05", "data: 1 bytes 05\n");
  }

  @Test
  void fourCc_unprintable_isShownInHexadecimal() {
    assertThat(FourCc.of("\u00a9nam")).hasToString("\u00a9nam");
    assertThat(new FourCc(0x6d017664)).hasToString("m\\x01vd");
    assertThat(FourCc.of("moov").code()).isEqualTo(0x6d6f6f76);
  }
}
