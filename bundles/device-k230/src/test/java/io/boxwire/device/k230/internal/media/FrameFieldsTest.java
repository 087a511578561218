package io.boxwire.device.k230.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Edit;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaType;
import io.boxwire.api.MovieInfo;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.TrackInfo;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KMp4TimeUnit;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameFieldsTest {
  private static final TrackInfo VIDEO =
      TrackInfo.of(1, TrackFormat.video("h265", 90_000).build())
          .codec(Optional.of("h265"), "hvc1")
          .build();

  /** A codec without a plugin, half a second late. */
  private static final TrackInfo LATE_AUDIO =
      TrackInfo.of(
              2,
              TrackFormat.copy(
                      MediaType.AUDIO,
                      "soun",
                      48_000,
                      List.of(SampleEntry.of("mp4a", ByteBuffer.allocate(36)).build()))
                  .edits(
                      List.of(
                          new Edit(500, Edit.EMPTY, Edit.NORMAL_RATE),
                          new Edit(2000, 960, Edit.NORMAL_RATE)),
                      1000)
                  .build())
          .codec(Optional.empty(), "mp4a")
          .build();

  private final CodecIds ids = new CodecIds();
  private final FrameFields fields =
      new FrameFields(
          MovieInfo.builder().tracks(List.of(VIDEO, LATE_AUDIO)).build(),
          ids,
          KMp4TimeUnit.MICROSECONDS);

  @Test
  void fill_frameOfKnownCodec_setsAllFields() {
    KMp4FrameData data = new KMp4FrameData();
    data.eof = 1;

    fields.fill(
        data, Frame.on(1).time(3000).payload(ByteBuffer.wrap(new byte[] {7, 8, 9})).build());

    assertThat(data.codecId).isEqualTo(1);
    assertThat(data.timeStamp).isEqualTo(33_333);
    assertThat(data.data).isEqualTo(ByteBuffer.wrap(new byte[] {7, 8, 9}));
    assertThat(data.data.isReadOnly()).isTrue();
    assertThat(data.dataLength).isEqualTo(3);
    assertThat(data.eof).isZero();
  }

  @Test
  void fill_trackThatBeginsLate_timesCountFromThePresentation() {
    KMp4FrameData data = new KMp4FrameData();
    Frame frame = Frame.on(2).time(48_000).payload(ByteBuffer.allocate(1)).build();

    fields.fill(data, frame);

    assertThat(data.timeStamp).isEqualTo(1_500_000);
    assertThat(fields.due(frame)).isEqualTo(Duration.ofMillis(1500));
    assertThat(data.codecId).isEqualTo(4);
    assertThat(ids.name(4)).contains("mp4a");
  }

  /** A demuxer orders frames by these times: one tick more, and times would go back. */
  @ParameterizedTest
  @CsvSource({
    "500, 90000, 1000, 5",
    "359, 90000, 1000, 3",
    "9223372036854775807, 1, 1000, 9223372036854775807",
    "-5, 1000, 1000, 0"
  })
  void due_trackThatBeginsLate_isDelayedByWholeTicks(
      long empty, int movieTimescale, int timescale, long millis) {
    Edit edit = new Edit(empty, Edit.EMPTY, Edit.NORMAL_RATE);
    TrackFormat format = TrackFormat.audio("g711a", 8000, 1).timescale(timescale).build();
    for (List<Edit> edits :
        List.of(List.of(edit), List.of(edit, new Edit(0, 0, Edit.NORMAL_RATE)))) {
      FrameFields late =
          new FrameFields(
              MovieInfo.builder()
                  .tracks(
                      List.of(
                          TrackInfo.of(1, format.toBuilder().edits(edits, movieTimescale).build())
                              .codec(Optional.of("g711a"), "alaw")
                              .build()))
                  .build(),
              ids,
              KMp4TimeUnit.MILLISECONDS);
      KMp4FrameData data = new KMp4FrameData();
      late.fill(data, Frame.on(1).time(0).payload(ByteBuffer.allocate(1)).build());
      assertThat(data.timeStamp).isEqualTo(millis);
      late.fill(data, Frame.on(1).time(1L << 60).payload(ByteBuffer.allocate(1)).build());
      assertThat(data.timeStamp).as("no overflow").isPositive();
    }
  }

  @Test
  void codecIds_boardsAndOthers_keepTheirNumbers() {
    assertThat(List.of(ids.id("h264"), ids.id("h265"), ids.id("g711a"), ids.id("g711u")))
        .containsExactly(0, 1, 2, 3);
    assertThat(ids.id("opus")).isEqualTo(5).isEqualTo(ids.id("opus"));
    assertThat(ids.name(-1)).isEmpty();
    assertThat(ids.name(6)).isEmpty();
  }
}
