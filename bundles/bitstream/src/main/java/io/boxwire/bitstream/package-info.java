/**
 * What plugins for video codecs made of NAL units share. A plugin needs none of it, but has less to
 * write with it:
 *
 * <ul>
 *   <li>an assembler extends {@link io.boxwire.bitstream.NalAssembler}, which finds NAL units and
 *       holds frames until {@link io.boxwire.bitstream.PictureClock} knows their times;
 *   <li>a packetizer goes through a frame with {@link io.boxwire.bitstream.FrameUnits} and leaves
 *       its sets to a successor with {@link io.boxwire.bitstream.ParameterSetSnapshot};
 *   <li>a depacketizer is a {@link io.boxwire.bitstream.NalDepacketizer} with the codec's {@link
 *       io.boxwire.bitstream.ParameterSetRules};
 *   <li>headers are read with {@link io.boxwire.bitstream.BitReader}, and what the usability
 *       information says becomes boxes by {@link io.boxwire.bitstream.VideoSignal}.
 * </ul>
 *
 * <p>Payloads are not copied, except where {@code FrameUnits} says so. Positions in buffers are
 * absolute indexes; no method changes the position, limit, mark or byte order of a buffer it is
 * given, but for the window of an assembler. No object here may be used by two threads at once,
 * except the immutable values.
 */
@Export
@Version("1.1.0")
package io.boxwire.bitstream;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
