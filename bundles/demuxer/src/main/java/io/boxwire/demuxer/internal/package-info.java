/**
 * Reads MP4 and QuickTime files and streams: progressive, fragmented, mixed, closed and cut
 * hybrids.
 *
 * <p>The way of a sample, from the file to the caller:
 *
 * <pre>{@code
 * moov --MovieParser/TrackParser--> Movie, Track     what the header says; tables stay in the file
 *
 * stts ctts stsz stsc stco stss                      moof moof moof ...
 *    RunCursor, ChunkCursor, SyncCursor                 Fragments -> Fragment -> TrackRun
 *    TableWalk                                          FragmentWalk -> RunWalk
 *           \                                          /
 *            +-----------> TrackCursor <--------------+      one Sample, filled anew each time
 *                              |                             (this is also the SampleCursor)
 *                         TrackReader ----- PayloadReader    bytes, in windows shared by tracks
 *                              |      \---- TrackCodec       depacketizer of the sample entry
 *                              |      \---- EditTimeline     presentation times
 *                         FileDemuxer                        the earliest sample (Earliest)
 *                              |
 *                            Frame
 * }</pre>
 *
 * <p>{@code StreamDemuxer} uses the same walks, but takes samples in the order of their place in
 * the stream: {@code StreamBoxes} goes from box to box, {@code StreamRun} is what is left of a
 * table or of a track fragment, {@code StreamInput} the window over the stream.
 *
 * <p><b>Nothing is held for each sample.</b> Tables are read where they lie, through windows of 8
 * KiB. To go to a sample, {@code RunCursor} notes a checkpoint every 1,024 entries it passes and
 * {@code FragmentIndex} one for each fragment, and fewer where there are very many.
 *
 * <p><b>What all samples have in sum</b> is added up in blocks ({@code TableSum}) and by the
 * headers of fragments ({@code FragmentScan}), as long as a walk would find nothing wrong; else it
 * is walked. How long very many fragments last is told by the last that are listed ({@code
 * LastFragments}).
 *
 * <p><b>Order.</b> From a file, the sample with the earliest decode time comes first, compared
 * exactly over all timescales; the leading empty edits of a track count, as its media begin so much
 * later. A track of which no sample is found in the next fragments holds up nobody.
 *
 * <p><b>Faults.</b> Whatever a file claims is checked against what is there. A broken table,
 * fragment or sample gives one {@link io.boxwire.api.MediaException} at the place where it is met;
 * the next call goes on behind it. What is skipped without a sample being lost is told as an event.
 *
 * <p><b>Recordings that were cut.</b> {@code MovieFinder} takes the moov that a recording was begun
 * with where the final one is missing or damaged. {@code SealedFragments} decides which fragments
 * count, by their seals; {@code PlainFragments} is for files that have none, or whose seals can't
 * be proved; {@code FragmentTrust} chooses. What is not whole is not there yet: a file that grows
 * is looked at again when its size has changed.
 *
 * <p><b>Threads and ends.</b> A demuxer is used by one thread at a time; only {@code Lifecycle},
 * {@code TrackCodec} and the owners of memory ({@code ReadWindow}, {@code RandomInput}) are touched
 * by others: by a bundle that stops, a plugin that goes, a kept frame that is released.
 */
package io.boxwire.demuxer.internal;
