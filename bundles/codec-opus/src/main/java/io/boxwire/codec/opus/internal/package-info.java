/**
 * Opus audio: the codec plugin {@code opus}, sample entry {@code Opus} with {@code dOps}
 * ("Encapsulation of Opus in ISO Base Media File Format"), from and to Ogg (RFC 7845).
 *
 * <p>The payload of a frame is one Opus packet (RFC 6716); a stream is Ogg around such packets:
 *
 * <pre>{@code
 * Ogg --OggScanner--> OggPage --OpusAssembler--> packets     one Frame each
 *                                    |
 *                       OpusHead     +--> TrackFormat.decoderSetup(): OpusHead and pre-skip
 *
 * packets --OpusStreamWriter, OggPageWriter--> Ogg
 * }</pre>
 *
 * <p><b>Times.</b> A packet lasts as long as its first bytes say ({@link OpusPacket}), in samples
 * of 48,000 Hz. Where pages are missing, the granule position of the next one tells how much time
 * is; the last one says how much of the last packet is not to be heard, which becomes the duration
 * of its sample. <b>Pre-skip</b> is the track's priming: {@code dOps} holds it for decoders, and
 * the muxer makes the edit that hides it. Each sample is in a {@code roll} group that asks for 80
 * ms to be decoded ahead.
 *
 * <p><b>What is refused:</b> chained streams, whose further links would begin with a pre-skip in
 * the middle of a track, and mapping families other than 0 and 1. Comments are not kept; a stream
 * that is written has none.
 */
package io.boxwire.codec.opus.internal;
