/**
 * The board's own way to capture: camera and encoder by Video4Linux, sound by {@code
 * javax.sound.sampled}, with no other program.
 *
 * <pre>
 *   Camera --raw--> Encoder --coded--> PictureAssembler \
 *        (one thread: VideoCapture)                      FrameQueue --> V4l2Session.read()
 *   PcmLine --> Microphone, AudioClock, G711Table       /
 *        (one thread)
 * </pre>
 *
 * <p>System calls go through {@link io.boxwire.device.k230.internal.v4l2.LinuxCalls}, which is made
 * by JNA; tests put a kernel of their own in its place. JNA and {@code javax.sound.sampled} may
 * both be absent: opening the device then says what is missing.
 *
 * <p><b>Clock.</b> All times are of the system's monotonic clock, which {@link System#nanoTime()}
 * is on Linux: of pictures by the camera's driver where it says so, of sound by the moment at which
 * it arrived, smoothed by {@link io.boxwire.device.k230.internal.v4l2.AudioClock}.
 *
 * <p><b>Memory.</b> A raw picture is copied once, from the camera's mapped memory into the
 * encoder's, and a coded one once, out of the encoder's into memory that is used again when the
 * frame is released. No frame ever refers to mapped memory, so frames outlive the session.
 */
package io.boxwire.device.k230.internal.v4l2;
