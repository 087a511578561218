/**
 * The files of a recording once they are finished: which of them are removed so that recording goes
 * on, and the repair of those that an earlier run has left open.
 *
 * <pre>
 *   Keeper           a thread; looks when a file ends, each second, and when the disk is full
 *     |- OwnFiles         the finished files of the recording, by their names
 *     |    '- OpenFiles   which files are being written, here and elsewhere
 *     |- RetentionRule    which of them are too many (knows no disk)
 *     '- LeftOpen         repairs what was left open
 * </pre>
 */
package io.boxwire.recorder.internal.keeping;
