/**
 * What video codec plugins share: a bit reader, the Annex B scanner, NAL unit lists and framings,
 * presentation order, and the values that H.264 and H.265 have in common.
 *
 * <p>Nothing here copies a payload. Positions in buffers are absolute indexes; no method changes
 * the position, limit, mark or byte order of a buffer it is given. No object here may be used by
 * two threads at once, except the immutable values.
 */
@Export
@Version("1.0.0")
package io.boxwire.bitstream;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
