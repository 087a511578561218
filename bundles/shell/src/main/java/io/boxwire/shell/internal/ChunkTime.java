package io.boxwire.shell.internal;

import io.boxwire.api.Layout;
import io.boxwire.api.MuxerOptions;
import java.util.Optional;

/** The option that has a fragment written in chunks, for readers that follow a file as it grows. */
final class ChunkTime {
  static final Option OPTION =
      Option.value(
          "--chunk-time", "S", "write a fragment in chunks of S seconds while it is not complete");

  private ChunkTime() {}

  /**
   * Sets what was asked for.
   *
   * @throws UsageException if it is no time, or the layout has no fragments
   */
  static void addTo(MuxerOptions.Builder options, Layout layout, Arguments arguments)
      throws UsageException {
    Optional<String> time = arguments.value(OPTION);
    if (time.isEmpty()) {
      return;
    }
    if (layout != Layout.FRAGMENTED && layout != Layout.HYBRID) {
      throw new UsageException(
          OPTION.name() + " needs a layout with fragments, not " + Layouts.name(layout));
    }
    options.chunkDuration(Numbers.period(OPTION.name(), time.get()));
  }
}
