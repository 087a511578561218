/**
 * What is left of a recording after a killed process, a power cut, a failing or full disk, and a
 * day at full speed.
 *
 * <p>Every file here holds a film whose frames are numbered, so that what was offered is known
 * without any list: a {@link io.boxwire.itests.crash.Reading} is what some reader makes of a file,
 * a {@link io.boxwire.itests.crash.Promise} how many frames must be in it, and a {@link
 * io.boxwire.itests.crash.Verdict} compares the two.
 *
 * <p>A power cut is computed: a {@link io.boxwire.itests.crash.LoggedFile} keeps what a muxer wrote
 * and when it was forced, a {@link io.boxwire.itests.crash.PowerCut} is a moment of that log, and a
 * {@link io.boxwire.itests.crash.Damage} says which of the blocks that were not forced survive.
 */
package io.boxwire.itests.crash;
