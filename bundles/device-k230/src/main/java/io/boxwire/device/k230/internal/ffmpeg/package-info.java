/**
 * The ffmpeg capture device: a child {@code ffmpeg} captures and encodes, and our own demuxer reads
 * what it writes to its standard output.
 *
 * <p><b>Times.</b> Within a child, frames keep FFmpeg's times, those of all tracks on one clock. A
 * child that follows another begins by the machine's monotonic clock: what nobody captured
 * meanwhile is a gap, and no time goes back.
 *
 * <p><b>Delay.</b> FFmpeg sorts the frames of all tracks by time, and cuts a fragment when the next
 * frame of a track comes. So a frame waits for about one block of audio and one frame, 80 ms at 30
 * pictures a second with sound; our demuxer hands it over as soon as its last byte is there. The
 * first frames wait until each track has one.
 *
 * <p><b>When it goes wrong.</b> A child that dies, delivers nothing, or writes something else is
 * ended and started again, after a wait that doubles from time to time; the log says why. When
 * several in a row fail, the session does, with the reason and what ffmpeg said last. Opening fails
 * at once: nothing has been recorded yet that would be worth waiting for. If nobody reads, frames
 * are dropped and counted, of video whole groups of pictures: see {@link
 * io.boxwire.device.k230.internal.device.FrameQueue}.
 *
 * <p><b>Passwords</b> in addresses are masked in messages, logs and defaults that are shown. The
 * preset {@code rtsp} hands the address to ffmpeg by a script on its standard input (FFmpeg 5 or
 * later), so that no list of processes shows it; it stays in the memory of both processes, and
 * travels as RTSP carries it. What the options {@code args}, {@code input} and {@code output} hold
 * is on ffmpeg's command line for every user of the machine to see.
 *
 * <p><b>Versions.</b> The arguments of preset {@code v4l2} suit the board's FFmpeg 4.4; {@code
 * test} and {@code webcam} need 5.1, {@code rtsp} 5.0.
 *
 * <p><b>Threads.</b> For each session one that watches the child, and for each child one that reads
 * its output and one that reads its messages. {@code close()} ends all of them.
 */
package io.boxwire.device.k230.internal.ffmpeg;
