/** {@code Mp4Container}: records by a stepped recording of the recorder, plays by a demuxer. */
package io.boxwire.device.k230.internal.container;
