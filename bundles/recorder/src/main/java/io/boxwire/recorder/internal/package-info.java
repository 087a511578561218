/**
 * The recorder: carries frames from a capture device to a muxer.
 *
 * <pre>
 *   device -- CaptureLoop --> FrameQueue --> WriteLoop -- Gate -- OutputFile --> muxer
 *             (a thread)      (bounded)      (a thread)
 *                                             asks RecordingStart and RecordingLimit what belongs
 *                                             to the recording
 * </pre>
 *
 * <p><b>Threads</b> are in the two loops and nowhere else. What is written, and when it is enough,
 * is decided by classes that know no thread ({@code RecordingLimit}); where it is written is behind
 * {@code OutputFile}. A recording of several files has another policy between {@code WriteLoop} and
 * {@code OutputFile}.
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
 * capture loop, the queue, the writer (with what it holds until the recording begins), the muxer
 * from a {@code write} that returns. Whoever can't hand it on releases it.
 */
package io.boxwire.recorder.internal;
