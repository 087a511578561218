/**
 * The MP4 module of the K230 CanMV camera board, for Java programs: its two faces, with the calls,
 * structs and constants of the board's manual.
 *
 * <ul>
 *   <li>{@link io.boxwire.device.k230.Mp4Container} records from a camera and a microphone, or
 *       plays a file back, a frame a call.
 *   <li>{@link io.boxwire.device.k230.KdMp4} ({@code kd_mp4_*}) writes and reads files frame by
 *       frame, by handles and return codes.
 * </ul>
 *
 * <p>{@link io.boxwire.device.k230.K230} gives both; it is an OSGi service, and {@link
 * io.boxwire.device.k230.K230#of} makes one without a framework.
 *
 * <p>The classes named after structs ({@code KMp4FrameData}, {@code MuxerCfgStr} and so on) have
 * public fields, as the structs do, so that a program can be moved line by line. They belong to the
 * caller, who uses them on one thread at a time; a call reads or fills them and keeps none. What
 * was {@code u8}, {@code u32} and {@code u64} there is {@code int} and {@code long} here.
 */
@Export
@Version("1.0.0")
package io.boxwire.device.k230;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
