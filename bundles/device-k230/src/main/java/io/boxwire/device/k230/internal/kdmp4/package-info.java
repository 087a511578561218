/** {@code kd_mp4_*}: handles and return codes over muxers and demuxers. */
package io.boxwire.device.k230.internal.kdmp4;
