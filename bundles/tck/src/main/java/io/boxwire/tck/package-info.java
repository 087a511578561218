/** The kit that the author of a codec plugin runs on it. */
@Export
@Version("1.0.0")
package io.boxwire.tck;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
