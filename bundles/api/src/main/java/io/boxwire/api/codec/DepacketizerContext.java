package io.boxwire.api.codec;

import io.boxwire.api.PayloadForm;
import java.util.Objects;

/** What a depacketizer is made with. Immutable. */
public final class DepacketizerContext {
  private final PayloadForm payloadForm;
  private final int timescale;

  private DepacketizerContext(PayloadForm payloadForm, int timescale) {
    this.payloadForm = Objects.requireNonNull(payloadForm, "payloadForm");
    this.timescale = timescale;
  }

  /**
   * Makes a context.
   *
   * @param payloadForm the form wanted: STREAM or LENGTH_PREFIXED
   * @param timescale the track's timescale, ticks a second
   * @return the context
   */
  public static DepacketizerContext of(PayloadForm payloadForm, int timescale) {
    return new DepacketizerContext(payloadForm, timescale);
  }

  /**
   * The form wanted.
   *
   * @return STREAM or LENGTH_PREFIXED
   */
  public PayloadForm payloadForm() {
    return payloadForm;
  }

  /**
   * The track's timescale.
   *
   * @return ticks a second
   */
  public int timescale() {
    return timescale;
  }
}
