/**
 * The built-in capture device: a camera that flashes and a microphone that hears a beep, both once
 * a second on one clock, for trying things out where there is no camera, and for measuring whether
 * sound and picture stay together.
 *
 * <p>At the first picture at or after each full second, three pictures are white (one, below 20
 * pictures a second), and the beep starts with the first sample at or after that picture's capture
 * time. {@link io.boxwire.device.k230.internal.builtin.PictureTimes} knows those times, for any
 * frame rate and jitter.
 *
 * <p>The pictures come from a clip for each codec: four closed groups of pictures, played from
 * their IDR picture on as far as they are needed, so that there is one IDR picture a second, and
 * one without flash where it is asked for in between. Each clip lies beside an index of its access
 * units, so that opening the device needs neither a codec plugin nor a search: it reads 150 KB and
 * is ready. {@code make-clips.sh} makes both with FFmpeg, and a test cuts the clip again to
 * compare. The clock burnt into the pictures counts from the beginning of the group, as if there
 * were 30 pictures a second.
 *
 * <p>The beep is coded once, by whichever G.711 plugin is present. Frames are slices of the clip
 * and of that beep: nothing is copied or allocated for payload while the device runs.
 *
 * <p>In real time, a frame that nobody reads for two seconds is dropped and counted, and its time
 * stays a gap; the next picture after a gap is an IDR picture. At {@code pace=fast} the device
 * waits for its reader, and nothing is dropped.
 */
package io.boxwire.device.k230.internal.builtin;
