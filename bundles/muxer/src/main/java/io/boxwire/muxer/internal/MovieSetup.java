package io.boxwire.muxer.internal;

import io.boxwire.api.MuxerOptions;
import io.boxwire.box.FileIdentity;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What a layout needs to know.
 *
 * @param options how the muxer writes
 * @param output where the bytes go
 * @param forcer sees to it that they get to the storage
 * @param tracks the tracks that are in the file, to be asked when its header is written
 * @param progress is told what has been written
 * @param events is told what the user should know
 */
record MovieSetup(
    MuxerOptions options,
    Output output,
    Forcer forcer,
    Supplier<List<Track>> tracks,
    Progress progress,
    Events events) {
  private static final UUID UNNAMED = new UUID(0, 0);

  /** What the fragments of the file are sealed with; nothing if nothing is forced. */
  Optional<FileIdentity> identity() {
    return options.durability().forced()
        ? Optional.of(new FileIdentity(options.fileId().orElse(UNNAMED)))
        : Optional.empty();
  }
}
