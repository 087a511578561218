/**
 * What the faces know of the module they belong to: the parts it has found, and the list of what is
 * open, to be closed when it goes.
 */
package io.boxwire.device.k230.internal.module;
