/**
 * How the module finds its parts, with a framework and without, and how it closes what is open when
 * it goes.
 */
package io.boxwire.device.k230.internal;
