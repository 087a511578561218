package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaType;
import io.boxwire.api.SampleEntry;
import io.boxwire.box.AudioSampleEntry;
import java.util.Map;
import java.util.Optional;

/**
 * How audio lies in chunks of which each sample is a single audio frame: QuickTime's way with PCM,
 * G.711 and codecs of constant rate. Such samples are read in runs.
 *
 * @param framesPerPacket how many audio frames can't be told apart; 1 for PCM and G.711
 * @param bytesPerPacket how many bytes those take, all channels together
 */
record AudioPacking(int framesPerPacket, int bytesPerPacket) {
  /** How many audio frames a run has at most. */
  private static final int LONGEST_RUN = 1024;

  /** Bits of one value of one channel; 0 where the sample entry says. */
  private static final Map<String, Integer> PCM_BITS =
      Map.ofEntries(
          Map.entry("alaw", 8),
          Map.entry("ulaw", 8),
          Map.entry("raw ", 8),
          Map.entry("NONE", 0),
          Map.entry("twos", 0),
          Map.entry("sowt", 0),
          Map.entry("lpcm", 0),
          Map.entry("in24", 24),
          Map.entry("in32", 32),
          Map.entry("fl32", 32),
          Map.entry("fl64", 64));

  /**
   * Finds out how the samples of a track are packed.
   *
   * @param constantSize the size of each sample according to {@code stsz}; 0 if they differ
   * @param commonDuration the duration that all samples have, or 0 if they differ
   * @return nothing if samples are to be read one by one
   */
  static Optional<AudioPacking> of(
      MediaType media,
      SampleEntry entry,
      AudioSampleEntry stored,
      long constantSize,
      long commonDuration) {
    if (media != MediaType.AUDIO || constantSize == 0 || commonDuration != 1) {
      return Optional.empty();
    }
    long packetFrames = stored.extension().samplesPerPacket();
    long packetBytes = stored.extension().bytesPerFrame();
    if (stored.entryVersion() == 1 && packetFrames > 1 && packetBytes > 0) {
      return of(packetFrames, packetBytes);
    }
    Integer bits = PCM_BITS.get(entry.type());
    if (bits == null) {
      return Optional.empty();
    }
    long frameBits = (long) (bits == 0 ? entry.bitsPerSample() : bits) * entry.channels();
    // Samples larger than an audio frame are blocks already, only counted in a coarse timescale.
    return constantSize > frameBits / 8 ? Optional.empty() : of(1, frameBits / 8);
  }

  private static Optional<AudioPacking> of(long frames, long bytes) {
    return frames > Short.MAX_VALUE || bytes > Short.MAX_VALUE
        ? Optional.empty()
        : Optional.of(new AudioPacking((int) frames, (int) bytes));
  }

  /** How many audio frames the next run has, of those that are left. */
  long run(long left) {
    return Math.min(left, Math.max(LONGEST_RUN / framesPerPacket, 1) * (long) framesPerPacket);
  }

  /** How many bytes some audio frames take; a packet that is begun counts whole. */
  long bytes(long frames) {
    return (frames + framesPerPacket - 1) / framesPerPacket * bytesPerPacket;
  }

  /** The first audio frame at or before another that a run can start at. */
  long align(long frame) {
    return frame - frame % framesPerPacket;
  }
}
