package io.boxwire.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

/** What an exception says to people and to programs. */
final class MediaExceptionTest {
  @Test
  void at_placeInAFile_isNamedInMessageAndFields() {
    MediaException e = MediaException.malformed("no entry", "moov/trak[1]/mdia", 1234);
    assertThat(e).hasMessage("no entry (moov/trak[1]/mdia at offset 1234)");
    assertThat(e.code()).isEqualTo(MediaException.Code.MALFORMED);
    assertThat(e.boxPath()).contains("moov/trak[1]/mdia");
    assertThat(e.offset()).hasValue(1234);
  }

  @Test
  void of_noPlace_hasNeitherPathNorOffset() {
    MediaException e = MediaException.of(MediaException.Code.BAD_FRAME, "no picture");
    assertThat(e).hasMessage("no picture").hasNoCause();
    assertThat(e.boxPath()).isEmpty();
    assertThat(e.offset()).isEmpty();
  }

  @Test
  void io_plainFailure_isWrappedWithItsReason() {
    IOException cause = new IOException("No space left on device");
    MediaException e = MediaException.io("writing a.mp4", cause);
    assertThat(e).hasMessage("writing a.mp4: No space left on device").hasCause(cause);
    assertThat(e.code()).isEqualTo(MediaException.Code.IO);
  }

  @Test
  void io_failureWithoutAMessage_namesItsClass() {
    MediaException e = MediaException.io("writing a.mp4", new ClosedChannelException());
    assertThat(e).hasMessage("writing a.mp4: ClosedChannelException");
  }

  @Test
  void io_mediaException_isReturnedAsItIs() {
    MediaException cause = MediaException.of(MediaException.Code.CLOSED, "closed");
    assertThat(MediaException.io("writing", cause)).isSameAs(cause);
  }
}
