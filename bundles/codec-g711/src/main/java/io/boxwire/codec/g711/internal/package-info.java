/**
 * G.711 audio: the codec plugins {@code g711a} (sample entry {@code alaw}) and {@code g711u}
 * (sample entry {@code ulaw}), and the coder between them and linear PCM.
 *
 * <p>A block of audio is stored as it comes; what the plugin adds is arithmetic: one byte is one
 * audio sample of one channel, so bytes divided by channels are ticks of a track whose timescale is
 * its sampling rate, as is usual; any other timescale will do. How the samples are laid out in a
 * file is the muxer's business.
 */
package io.boxwire.codec.g711.internal;
