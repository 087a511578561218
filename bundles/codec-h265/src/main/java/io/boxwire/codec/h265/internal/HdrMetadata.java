package io.boxwire.codec.h265.internal;

import io.boxwire.api.ConfigurationBox;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Collects what SEI messages tell of the mastering display and of light levels (ITU-T H.265 D.2.28,
 * D.2.35) and makes the boxes of ISO/IEC 14496-12:2022 12.1.6 and 12.1.7, whose payloads have the
 * messages' layout.
 */
final class HdrMetadata implements Sei.Receiver {
  private static final int MASTERING_DISPLAY_SIZE = 24;
  private static final int LIGHT_LEVEL_SIZE = 4;

  private Optional<ConfigurationBox> display = Optional.empty();
  private Optional<ConfigurationBox> light = Optional.empty();

  @Override
  public void message(int type, ByteBuffer payload) {
    if (type == Sei.MASTERING_DISPLAY && payload.remaining() == MASTERING_DISPLAY_SIZE) {
      display = Optional.of(ConfigurationBox.of("mdcv", payload));
    } else if (type == Sei.CONTENT_LIGHT_LEVEL && payload.remaining() == LIGHT_LEVEL_SIZE) {
      light = Optional.of(ConfigurationBox.of("clli", payload));
    }
  }

  /** The boxes, in the same order whatever the order of the messages. */
  List<ConfigurationBox> boxes() {
    return Stream.of(display, light).flatMap(Optional::stream).toList();
  }
}
