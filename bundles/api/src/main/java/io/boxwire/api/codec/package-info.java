/**
 * What a codec plugin implements. A plugin compiles against this package and {@link io.boxwire.api}
 * alone; it hands the muxer a sample entry type and configuration boxes as bytes, and so serves any
 * container.
 *
 * <p>A plugin has three roles, each an object made for one track: an {@link
 * io.boxwire.api.codec.Assembler} cuts a raw elementary stream into frames, a {@link
 * io.boxwire.api.codec.Packetizer} turns frames into samples, a {@link
 * io.boxwire.api.codec.Depacketizer} turns samples back into frames.
 */
@Export
@Version("1.1.0")
package io.boxwire.api.codec;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
