/**
 * Updates bundles to other revisions while a load runs, and looks after what they leave behind.
 *
 * <p>Imports no package of the bundles that are swapped: a refresh of those must not take it along.
 * It steers through the framework, gives the load its orders as text, and knows what happened from
 * the files and from a {@link io.boxwire.itests.swaps.steering.Journal}.
 */
@Export
@Version("1.0.0")
package io.boxwire.itests.swaps.steering;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
