/**
 * What a capture device implements: a camera, a microphone, or both, as a source of coded frames
 * with capture times.
 *
 * <p>A {@link io.boxwire.api.capture.CaptureDevice} is a service with the property {@code
 * device.id}; each recording opens a {@link io.boxwire.api.capture.CaptureSession} of its own and
 * reads it on one thread, unless it delivers to a {@link io.boxwire.api.capture.FrameReceiver} by
 * itself. Frames come transferred: the session must not reuse their memory until each is released,
 * which may be after it was closed. A device that would block its hardware while nobody reads drops
 * frames itself and counts them.
 */
@Export
@Version("1.1.0")
package io.boxwire.api.capture;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
