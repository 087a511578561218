package io.boxwire.itests.swaps.load;

import java.util.function.ObjLongConsumer;

/** Where it is written down which frames were offered when; kept by whoever steers. */
final class Journal {
  private static final String OFFERS = "boxwire.swaps.offers";

  private Journal() {}

  /**
   * A frame was offered: the call that took it has returned.
   *
   * @param codec its codec
   * @param begin when the call began, as {@link System#nanoTime}
   */
  @SuppressWarnings("unchecked")
  static void offered(String codec, long begin) {
    Object offers = System.getProperties().get(OFFERS);
    if (offers != null) {
      ((ObjLongConsumer<String>) offers).accept(codec, begin);
    }
  }
}
