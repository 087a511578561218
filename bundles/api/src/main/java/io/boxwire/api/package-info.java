/**
 * What a user of the framework calls: muxers, demuxers, recordings, and the values that travel
 * between them.
 *
 * <p>The path of one frame when recording: a capture device makes a {@code Frame}, the recorder
 * hands it to a {@code Muxer}, the muxer asks the codec plugin of the track to turn it into a
 * sample, and writes that sample into the file. Reading goes the other way.
 */
@Export
@Version("1.0.0")
package io.boxwire.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
