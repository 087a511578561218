/**
 * What a capture device implements: a camera, a microphone, or both, as a source of coded frames
 * with capture times.
 */
@Export
@Version("1.0.0")
package io.boxwire.api.capture;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
