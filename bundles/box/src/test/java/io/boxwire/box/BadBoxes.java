package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.boxwire.api.MediaException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of bad input share. */
final class BadBoxes {
  private BadBoxes() {}

  /** Makes sure that a call fails as it should, and gives what it throws. */
  static MediaException assertCode(ThrowingCallable call, MediaException.Code code) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isInstanceOf(MediaException.class);
    MediaException exception = (MediaException) thrown;
    assertThat(exception.code()).as(exception.getMessage()).isEqualTo(code);
    return exception;
  }
}
