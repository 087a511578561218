/**
 * The recorder: carries frames from a capture device to a muxer.
 *
 * <pre>
 *   device -- CaptureLoop --> FrameQueue --> WriteLoop -- Intake -- FrameFlow -- FileSequence --> muxer
 *             (a thread)      (bounded)      (in turns)   Backlog   Gate         CurrentFile
 *                                                                   Start, Limit Handover, Segments
 * </pre>
 *
 * <p><b>Threads</b> are in the two loops and nowhere else. The writing of all recordings shares a
 * few ({@code Writers}): a loop that has taken all that is in its queue leaves its thread, and the
 * queue calls it back. Everywhere else it waits on the thread, which the others then do without.
 * "The writing thread" is the one that has the turn. Where the system gives no thread ({@code
 * Threads}), a recording ends at once on the one that wanted it, with all closed. What is written,
 * and when it is enough, is decided by classes that know no thread ({@code RecordingStart}, {@code
 * RecordingLimit}, {@code Segments}, {@code KeptFrames}, {@code Continuation}); where it is written
 * is behind {@code FileSequence}.
 *
 * <p><b>Muxers come and go.</b> {@code MuxerUse} is where other threads say that a muxer goes; the
 * writing thread is woken, closes the file, lets go of the muxer, and waits for another. Meanwhile
 * captured frames go into the {@code Backlog}; a device that waits is left unread when that is
 * full, of others frames are given up and counted. What is lost is told of when a file goes on
 * behind it ({@code Losses}), and what nothing follows by the end of the recording; configured
 * recordings have it in the gap before the next run. The {@code Handover} is what one file leaves
 * to the next: that begins with the {@code KeptFrames}, which the old file shows, hidden by the
 * edit lists of a {@code Continuation}; those that the old muxer took and could not write are not
 * hidden. So each frame is shown in exactly one file. A muxer that does not return from a call is
 * closed from a thread of its own, so that nobody who withdraws it waits for long.
 *
 * <p><b>Steps.</b> A stepped recording differs by its gate alone: there the writing thread waits
 * for a step of the caller before it hands on a frame of the leading track. The caller never writes
 * itself: an interrupt would then close the file's channel. What the gate keeps back fills the
 * queue, and then makes the device drop and count.
 *
 * <p><b>Ending.</b> Whatever ends a recording (a call, a limit, an error on either side, a part
 * that goes away), the steps are the same: nothing more is read; what is queued is written; the
 * file is closed; the device is closed; then those who wait are told. The writer does these steps.
 * It waits for a device that does not come back from a read only for a bounded time, and only after
 * the file is closed.
 *
 * <p><b>Ownership.</b> A frame belongs to exactly one of: the device until a read returns it, the
 * capture loop, the queue, the backlog, the writer (with what it holds until the recording begins),
 * the muxer from a {@code write} that returns. Whoever can't hand it on releases it. A frame that
 * is kept for the next file is a {@code SharedFrame}, which goes back when its last user released
 * it.
 */
package io.boxwire.recorder.internal;
