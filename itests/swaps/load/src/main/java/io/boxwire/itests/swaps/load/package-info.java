/**
 * A user of the framework, as a bundle of its own: it feeds numbered frames to recordings, and does
 * what it is told by lines of text, so that whoever tells it shares no class with it.
 *
 * <p>A refresh of the bundles it imports from takes it along, and its recordings with it. The clips
 * are of {@code ffmpeg -f lavfi -i testsrc2=size=128x96:rate=25 -frames:v 20} with libx264 and
 * libx265: pictures of {@code IPBBPBBPBB}, all groups closed, a delimiter before each; the tables
 * say of each picture how many bytes it has, how many of them come before its first slice, and by
 * how many pictures it is shown later than decoded.
 */
package io.boxwire.itests.swaps.load;
