/**
 * The MP4 muxer: policy (when) apart from layout (how).
 *
 * <p>The way of a frame:
 *
 * <pre>
 * Mp4Muxer.write                the public contract; who gets which exception, who releases
 *   TrackWriter                 a lock for each track: times checked, one sample kept back until
 *     |                         the next says how long it lasts; frames kept while a codec is away
 *     Sampler                   frame to sample, frames without a picture held back
 *       CodecLease              a revocable hold on a plugin; lets go of one that fails
 *         GuardedPacketizer     the plugin's packetizer, held to its contract
 *       CodecWatch              tells of swaps, and ends a wait that is of no use
 *       KeptFrames              the frames that wait for a plugin
 *       ConfigurationRule       what a changed configuration means in each layout
 *   Pump                        whoever brings a sample also writes what is due; nobody waits for a
 *     |                         slow sink but its writer, until memory is full
 *     StartGate                 fragments wait for the configuration of each track, for a time
 *     Interleaver               one order for all tracks, without waiting long for a stalled one
 *     FileLayout                ProgressiveLayout, FastStartLayout, FragmentedLayout, HybridLayout
 *       FragmentPolicy          where fragments end
 *       ChunkPolicy             where chunks of them end
 *       FragmentWriter, MediaData
 *         GatherWriter          pieces of memory and regions of files in large batches, not copied
 *           Output              a file, a channel that can go back, a stream
 *         Sealer, Alignment     what proves a fragment after a power cut, and keeps it from harm
 *         IndexPages            what the index has gathered lies in the file, not in the heap
 *         Forcer                has fragments forced to storage, and holds up who is ahead of it
 * </pre>
 *
 * <p>Payload moves once, from where the caller has it into the kernel. Only a borrowed payload is
 * copied, into an {@link io.boxwire.muxer.internal.Arena}. A transferred one is released by the
 * {@link io.boxwire.muxer.internal.Sample} that holds it, once its bytes are written or given up.
 *
 * <p>A file is written by one thread at a time and forced by another one, in the same way whether
 * the muxer made it or the caller gave a {@code FileChannel}: so a channel that notes what is done
 * to it, or fails, sees what storage sees. Nothing that was forced is written again before the file
 * is closed, but for a block in which a fragment ends, and not even that where fragments are
 * aligned.
 *
 * <p>What headers say is gathered in a {@link io.boxwire.muxer.internal.SampleIndex} and made into
 * boxes by {@link io.boxwire.muxer.internal.MoovBuilder} and {@link
 * io.boxwire.muxer.internal.FragmentBuilder}; {@link io.boxwire.muxer.internal.Timeline} maps the
 * times of frames to those in the file.
 */
package io.boxwire.muxer.internal;
