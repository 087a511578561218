/**
 * The time line of a recording: what the clock of a device says, mended where that can't be true.
 *
 * <pre>
 *   SourceClock      gives each captured frame its time on the line
 *     |- TrackClock       where a track stands on it
 *     |- Epochs           how far the line is ahead of the device's clock: each step begins one
 *     |- Witness          what the time of arrival proves
 *     '- Mends            tells what was mended, and counts it
 * </pre>
 */
package io.boxwire.recorder.internal.clock;
