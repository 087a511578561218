/**
 * Recordings that configuration asks for.
 *
 * <pre>
 *   Configuration Admin          RecordingConfiguration   one component for each configuration;
 *        |                              |                 reads a RecordingPlan from its texts
 *        v                              v
 *   ConfiguredRecordings -------> ConfiguredRecording     run after run, each in its own files
 *                                  |     |      |
 *                              Engine  Schedule Announcer
 *                         (the recorder) (threads) (log, listeners)
 * </pre>
 *
 * <p>A configured recording is never over before its configuration goes. It runs while all parts
 * are there; it waits, without a thread, while one is not; it tries again, with longer and longer
 * pauses, when a run fails. A run is an ordinary recording of the recorder. That one also lets a
 * run live through what it can live through, such as the update of a codec or a muxer; here begins
 * what ends a run.
 *
 * <p><b>Threads.</b> One for the times of all; one for each start of a run, as long as that lasts,
 * since a device may take long to open. What happens in between is done on the thread that brings
 * the news, by way of a mailbox.
 */
package io.boxwire.recorder.internal.configured;
