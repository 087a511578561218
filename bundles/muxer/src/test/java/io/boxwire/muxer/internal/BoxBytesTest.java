package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxwire.api.MediaException;
import io.boxwire.box.BoxWriter;
import io.boxwire.box.FreeSpaceBox;
import io.boxwire.box.MediaDataBox;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxBytesTest {
  private final BoxBytes bytes = new BoxBytes();

  @Test
  void toBuffer_moreThanFitsAtFirst_hasAllOfIt() throws Exception {
    int box = bytes.begin(FreeSpaceBox.TYPE, 1, 0x20304);
    for (int i = 0; i < 5000; i++) {
      bytes.u32(i);
    }
    bytes.end(box);

    ByteBuffer written = bytes.toBuffer();

    assertThat(written.getInt()).isEqualTo(12 + 4 * 5000).isEqualTo(written.limit());
    assertThat(written.getInt()).isEqualTo(FreeSpaceBox.TYPE.code());
    assertThat(written.getInt()).isEqualTo(0x1020304);
    for (int i = 0; i < 5000; i++) {
      assertThat(written.getInt()).isEqualTo(i);
    }
  }

  @Test
  void clear_afterUse_beginsAnew() throws Exception {
    bytes.u32(7);
    bytes.toBuffer();
    bytes.clear();
    bytes.bits64(-2);
    bytes.boxes(List.of(FreeSpaceBox.of(100)));

    ByteBuffer written = bytes.toBuffer();

    assertThat(written.getLong()).isEqualTo(-2);
    assertThat(written.getInt()).isEqualTo(100).isEqualTo(written.remaining() + 4);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 0xffff_fff7L, 0xffff_fff8L, 1L << 40})
  void header_ofAnySize_isThatOfTheWriter(long payload) throws Exception {
    bytes.header(MediaDataBox.TYPE, payload);

    assertThat(bytes.toBuffer())
        .isEqualTo(BoxWriter.inMemory().header(MediaDataBox.TYPE, payload).toBuffer());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1L << 32})
  void u32_doesNotFit_isRefused(long value) {
    assertThat(catchThrowableOfType(MediaException.class, () -> bytes.u32(value)).code())
        .isEqualTo(MediaException.Code.LIMIT_EXCEEDED);
  }

  @ParameterizedTest
  @ValueSource(longs = {-(1L << 31) - 1, 1L << 31})
  void s32_doesNotFit_isRefused(long value) {
    assertThat(catchThrowableOfType(MediaException.class, () -> bytes.s32(value)).code())
        .isEqualTo(MediaException.Code.LIMIT_EXCEEDED);
  }
}
