/**
 * What a user of the framework calls: muxers, demuxers, recordings, and the values that travel
 * between them.
 *
 * <p>The path of one frame when recording: a capture device makes a {@code Frame}, the recorder
 * hands it to a {@code Muxer}, the muxer asks the codec plugin of the track to turn it into a
 * sample, and writes that sample into the file. Reading goes the other way.
 *
 * <p><b>Getting the parts.</b> In a framework, {@code MuxerFactory}, {@code DemuxerFactory}, {@code
 * Recorder} and {@code CommandLine} are services, and may come and go; without one, {@link
 * io.boxwire.api.Boxwire} finds the same parts on a class path. What they open is an object of the
 * caller's, which closes it.
 *
 * <p><b>Values</b> (formats, options, information, statistics) are immutable and safe for use by
 * any number of threads; their builders are not. Times are 64-bit ticks of a track's timescale, or
 * a {@code Duration} where no track is meant; nothing is stored in floating point.
 *
 * <p><b>Memory.</b> Payloads are not copied on their way: {@link io.boxwire.api.Frame} says who
 * owns one, and for how long it is valid.
 *
 * <p><b>Failures</b> are {@link io.boxwire.api.MediaException}s with a code to act on; what is
 * worth knowing and is no failure reaches a {@link io.boxwire.api.MediaListener}. A value that no
 * caller can mean, such as a queue of no frames, is an {@code IllegalArgumentException}.
 */
@Export
@Version("1.1.0")
package io.boxwire.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
