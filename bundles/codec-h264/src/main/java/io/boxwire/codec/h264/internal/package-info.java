/**
 * H.264/AVC: the codec plugin {@code h264}, for the sample entries {@code avc1} and {@code avc3},
 * and for reading {@code avc2} and {@code avc4}.
 *
 * <p>{@link io.boxwire.codec.h264.internal.H264Assembler} cuts a byte stream into frames and times
 * them, {@link io.boxwire.codec.h264.internal.H264Packetizer} makes samples of them, {@link
 * io.boxwire.codec.h264.internal.H264Depacketizer} goes the other way. The syntax lies below them,
 * one class a structure, each read no further than something here needs.
 */
package io.boxwire.codec.h264.internal;
