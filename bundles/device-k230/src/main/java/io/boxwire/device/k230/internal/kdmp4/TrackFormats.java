package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.api.MediaType;
import io.boxwire.api.TrackFormat;
import io.boxwire.device.k230.KMp4AudioInfo;
import io.boxwire.device.k230.KMp4TimeUnit;
import io.boxwire.device.k230.KMp4TrackInfo;
import io.boxwire.device.k230.KMp4VideoInfo;
import io.boxwire.device.k230.KdMp4;
import io.boxwire.device.k230.internal.media.CodecIds;
import java.util.Optional;

/** Makes the formats of tracks that are created. */
final class TrackFormats {
  /** The timescale of video where none is given: that of MPEG systems, in which 30 and 25 fit. */
  private static final int VIDEO_TIMESCALE = 90_000;

  /** What fits the fields of a sample entry (ISO/IEC 14496-12:2022 12.1.3, 12.2.3). */
  private static final int MOST_16_BITS = 0xffff;

  private static final int DEFAULT_BITS = 16;

  private final Codecs codecs;
  private final KMp4TimeUnit unit;

  TrackFormats(Codecs codecs, KMp4TimeUnit unit) {
    this.codecs = codecs;
    this.unit = unit;
  }

  /**
   * What a track is created with.
   *
   * @param codecId its frames have this
   * @param codec the codec's name
   * @param format for the muxer
   * @param unit what the times of its frames are counted in
   */
  record Created(int codecId, String codec, TrackFormat format, KMp4TimeUnit unit) {
    /** Whether a byte is an audio sample, so that sizes tell times. */
    boolean isG711() {
      return codec.equals(CodecIds.G711A) || codec.equals(CodecIds.G711U);
    }
  }

  /** The format that a struct describes. */
  Created of(KMp4TrackInfo info) throws Refusal {
    check("time_scale", info.timeScale, 0, Integer.MAX_VALUE);
    if (info.trackType == KdMp4.K_MP4_STREAM_VIDEO) {
      return video(info.timeScale, given(info.videoInfo, "video_info"));
    }
    if (info.trackType == KdMp4.K_MP4_STREAM_AUDIO) {
      return audio(info.timeScale, given(info.audioInfo, "audio_info"));
    }
    throw impossible("the track type is neither video nor audio: " + info.trackType);
  }

  private Created video(int timescale, KMp4VideoInfo info) throws Refusal {
    check("width", info.width, 0, MOST_16_BITS);
    check("height", info.height, 0, MOST_16_BITS);
    String codec = codecs.forTrack(info.codecId, MediaType.VIDEO);
    TrackFormat format =
        TrackFormat.video(codec, timescale == 0 ? VIDEO_TIMESCALE : timescale)
            .size(info.width, info.height)
            .build();
    return new Created(info.codecId, codec, format, unit);
  }

  private Created audio(int timescale, KMp4AudioInfo info) throws Refusal {
    check("channels", info.channels, 1, MOST_16_BITS);
    check("sample_rate", info.sampleRate, 1, Integer.MAX_VALUE);
    check("bit_per_sample", info.bitPerSample, 0, MOST_16_BITS);
    String codec = codecs.forTrack(info.codecId, MediaType.AUDIO);
    TrackFormat format =
        TrackFormat.audio(codec, info.sampleRate, info.channels)
            .timescale(timescale == 0 ? info.sampleRate : timescale)
            .bitsPerSample(info.bitPerSample == 0 ? DEFAULT_BITS : info.bitPerSample)
            .build();
    return new Created(info.codecId, codec, format, unit);
  }

  private static <T> T given(T struct, String name) throws Refusal {
    return Optional.ofNullable(struct).orElseThrow(() -> impossible(name + " is null"));
  }

  private static void check(String field, int value, int least, int most) throws Refusal {
    if (value < least || value > most) {
      throw impossible(field + " is " + value + ", not " + least + " to " + most);
    }
  }

  private static Refusal impossible(String message) {
    return new Refusal(ReturnCode.ARGUMENT, message);
  }
}
