/**
 * What both faces of the module know of media: codecs by number, times by unit, and how a frame
 * that was read becomes a struct.
 */
package io.boxwire.device.k230.internal.media;
