/**
 * AAC audio: the codec plugin {@code aac}, sample entry {@code mp4a} with {@code esds}.
 *
 * <p>As a stream and as the payload of frames, AAC is ADTS (ISO/IEC 14496-3 1.A.3): each access
 * unit behind a header that says profile, rate and channels. In a file the headers are gone, and
 * what they said is the {@code AudioSpecificConfig} in the sample entry. A capture device may also
 * deliver bare access units; see {@code AacPacketizer}.
 *
 * <p><b>Encoder delay.</b> ADTS has no field for it: a track made of ADTS has no edit, and its
 * first access unit, which an encoder filled with silence, is presented like any other. FFmpeg does
 * the same with ADTS that it copies. A device that knows its delay says so as {@link
 * io.boxwire.api.DecoderSetup#priming()}; the muxer makes an edit of it.
 *
 * <p><b>SBR and PS</b> are kept as they are signalled. ADTS can't signal them, so that a stream of
 * them becomes a track at the rate of its core, whose decoder finds the extension by itself; a
 * configuration that signals them explicitly is stored unchanged, and named in the codec string.
 */
package io.boxwire.codec.aac.internal;
