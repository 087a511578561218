/**
 * The module itself: how it finds its parts, with a framework and without, and how it closes what
 * is open when it goes.
 *
 * <p>Packages know each other in one direction:
 *
 * <pre>
 *   example            the manual's programs, as a command
 *      |
 *   internal           the module, as a service and as a plain object
 *    /      \
 *   container  kdmp4   its two faces
 *    \      /
 *   module  media      what both stand on
 *
 *   builtin  ffmpeg  v4l2    capture devices; none knows another, nor a face
 *       \      |      /
 *           device           what they have in common
 * </pre>
 */
package io.boxwire.device.k230.internal;
