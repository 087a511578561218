/**
 * H.265/HEVC: the codec plugin {@code h265}, for the sample entries {@code hvc1} and {@code hev1}.
 *
 * <p>{@link io.boxwire.codec.h265.internal.H265Assembler} cuts a byte stream into access units and
 * times them, {@link io.boxwire.codec.h265.internal.H265Packetizer} makes samples of them, {@link
 * io.boxwire.codec.h265.internal.H265Depacketizer} goes the other way. What they know of the syntax
 * lies in one class a structure, named as in ITU-T H.265: {@code Sps}, {@code Vui}, {@code
 * SliceHeader} and so on, each read no further than something here needs.
 */
package io.boxwire.codec.h265.internal;
