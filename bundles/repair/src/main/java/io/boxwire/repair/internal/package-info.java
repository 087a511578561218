/**
 * Makes playable files of recordings that were cut or torn.
 *
 * <pre>
 * Mp4Repairer        what is wrong with the file?
 *   FileShape          looks at its boxes
 *   Finisher           a recording with fragments: a demuxer reads what is whole of it, a muxer
 *                      writes the index where the file is; payload stays
 *     IndexCopy          carries what the demuxer finds to the muxer
 *     BrokenFragments    hides fragments that readers would stumble over
 *     ReadableSamples    counts what a reader finds in the end
 *   HeadRebuilder      its first block was lost while it was closed: written anew from its end
 *     RecordingHead      what the moov at the beginning says
 *   Salvage            it has no index: pictures and sound are found by what they look like
 *     Reference          what a whole recording of the same camera says
 *     MediaScan          NAL units, and what lies between them
 *       NalPlausibility    what a NAL unit looks like
 *     PictureCutter      the codec's assembler, which puts them together to pictures
 * </pre>
 */
package io.boxwire.repair.internal;
