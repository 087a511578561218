package io.boxwire.muxer.internal;

import io.boxwire.api.MuxerOptions;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a layout needs to know.
 *
 * @param options how the muxer writes
 * @param output where the bytes go
 * @param tracks the tracks that are in the file, to be asked when its header is written
 * @param progress is told what has been written
 * @param events is told what the user should know
 */
record MovieSetup(
    MuxerOptions options,
    Output output,
    Supplier<List<Track>> tracks,
    Progress progress,
    Events events) {}
