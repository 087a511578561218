/**
 * The built-in capture device: an endless camera and a tone, for trying things out where there is
 * no camera.
 *
 * <p>The pictures come from a clip of two seconds for each codec, played round and round. Each clip
 * lies beside an index of its access units, so that opening the device needs neither a codec plugin
 * nor a search: it reads 130 KiB at most and is ready. {@code make-clips.sh} makes both with
 * FFmpeg, and a test cuts the clip again to compare.
 *
 * <p>A clip holds two closed groups of pictures. Going on from any picture of it to the next sync
 * picture, round the end too, never brings the same IDR picture twice running, which H.264 forbids
 * (Rec. ITU-T H.264 7.4.3, {@code idr_pic_id}).
 *
 * <p>The tone is coded once, for a whole second, by whichever G.711 plugin is present; since its
 * frequency is a whole number of hertz, that second can be repeated without a click.
 *
 * <p>Frames are slices of the clip and of that second: nothing is copied or allocated for payload
 * while the device runs.
 */
package io.boxwire.device.k230.internal.builtin;
