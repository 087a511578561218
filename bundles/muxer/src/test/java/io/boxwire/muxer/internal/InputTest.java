package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxwire.api.FileRegion;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaType;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerOptions.AudioSamples;
import io.boxwire.api.MuxerOptions.BeforeFirstSync;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import io.boxwire.box.AudioSampleEntry;
import io.boxwire.box.BoxWriter;
import io.boxwire.box.FourCc;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is refused, and how; and the kinds of sinks. */
class InputTest {
  private static MediaException refusedWith(Code code, ThrowingCallable call) {
    MediaException e = catchThrowableOfType(MediaException.class, call);
    assertThat(e).isNotNull();
    assertThat(e.code()).isEqualTo(code);
    return e;
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void write_badFrame_isRefusedAndWritingGoesOn(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    rig.picture(video, 'S', 1, 7200);
    refusedWith(Code.BAD_FRAME, () -> rig.picture(video, 'N', 1, 3600));
    refusedWith(Code.BAD_FRAME, () -> rig.picture(7, 'N', 1, 9000));
    refusedWith(Code.BAD_FRAME, () -> rig.picture(0, 'N', 1, 9000));
    refusedWith(Code.BAD_FRAME, () -> rig.picture(video, '?', 1, 9000));
    refusedWith(Code.BAD_FRAME, () -> rig.reordered(video, 'N', 9000, 8999));
    refusedWith(Code.BAD_FRAME, () -> rig.reordered(video, 'N', 9000, 9000 + (1L << 31)));
    refusedWith(
        Code.BAD_FRAME,
        () -> rig.muxer.write(Frame.on(video).time(9000).payload(ByteBuffer.allocate(0)).build()));
    refusedWith(Code.BAD_FRAME, () -> rig.picture(video, 'N', 1, 7200 + (1L << 32)));
    rig.picture(video, 'N', 1, 7200);
    rig.picture(video, 'N', 1, 10_800);
    ReadBack read = rig.closeAndRead();
    assertThat(read.track(video).dts()).containsExactly(0L, 0L, 3600L);
    assertThat(rig.muxer.statistics().framesRefused()).isEqualTo(8);
    assertThat(rig.muxer.statistics().framesAccepted()).isEqualTo(3);
  }

  @Test
  void addTrack_afterTheFirstFrame_isRefused() throws Exception {
    Rig rig = new Rig(Layout.PROGRESSIVE);
    rig.picture(rig.addVideo(), 'S', 1, 0);
    refusedWith(Code.BAD_STATE, rig::addAudio);
    rig.muxer.close();
    refusedWith(Code.CLOSED, rig::addAudio);
  }

  @Test
  void addTrack_formatThatContradictsItself_isRefused() throws Exception {
    Rig rig = new Rig(Layout.PROGRESSIVE);
    refusedWith(
        Code.BAD_REQUEST,
        () ->
            rig.muxer.addTrack(
                TrackFormat.video(FakeCodec.VIDEO, 90_000)
                    .payloadForm(PayloadForm.STORED)
                    .build()));
    rig.muxer.close();
  }

  @Test
  void open_audioFramesAsSamples_isForFilesWithoutFragments() {
    refusedWith(
        Code.BAD_REQUEST,
        () ->
            new Rig(
                MuxerOptions.builder()
                    .layout(Layout.HYBRID)
                    .audioSamples(AudioSamples.AUDIO_FRAME)));
  }

  @Test
  void addTrack_audioFramesAsSamplesInAnotherTimescale_isRefused() throws Exception {
    Rig rig =
        new Rig(
            MuxerOptions.builder()
                .layout(Layout.PROGRESSIVE)
                .audioSamples(AudioSamples.AUDIO_FRAME));
    refusedWith(
        Code.BAD_REQUEST,
        () ->
            rig.muxer.addTrack(
                TrackFormat.audio(FakeCodec.AUDIO, 8000, 1).timescale(1000).build()));
    rig.muxer.close();
  }

  @Test
  void write_gapWhereAudioFramesAreSamples_isRefused() throws Exception {
    Rig rig =
        new Rig(
            MuxerOptions.builder()
                .layout(Layout.PROGRESSIVE)
                .audioSamples(AudioSamples.AUDIO_FRAME));
    int audio = rig.addAudio();
    rig.block(audio, 0);
    MediaException e = refusedWith(Code.BAD_FRAME, () -> rig.block(audio, 161));
    assertThat(e).hasMessageContaining("gap");
    rig.block(audio, 160);
    assertThat(rig.closeAndRead().track(audio).samples).hasSize(320);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void beforeFirstSync_refuse_countsAndReports(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    refusedWith(Code.BAD_FRAME, () -> rig.picture(video, 'N', 1, 0));
    refusedWith(Code.BAD_FRAME, () -> rig.picture(video, 'N', 1, 3600));
    rig.picture(video, 'R', 1, 7200);
    rig.picture(video, 'N', 1, 10_800);
    ReadBack read = rig.closeAndRead();
    assertThat(read.track(video).samples).hasSize(2);
    assertThat(rig.eventKinds()).containsExactly(MediaEvent.Kind.FRAMES_REFUSED);
    assertThat(rig.events.get(0).message()).startsWith("2 frames");
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void beforeFirstSync_store_keepsThem(Layout layout) throws Exception {
    Rig rig = new Rig(MuxerOptions.builder().layout(layout).beforeFirstSync(BeforeFirstSync.STORE));
    int video = rig.addVideo();
    rig.picture(video, 'N', 1, 0);
    rig.picture(video, 'S', 1, 3600);
    assertThat(rig.closeAndRead().track(video).syncs()).containsExactly(false, true);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void write_frameOfFiveMebibytes_isStored(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    rig.picture(video, 'S', 1, 0);
    rig.muxer.write(Rig.pictureFrame(video, 'N', 1, 3600, 3600, 5 << 20).build());
    rig.picture(video, 'N', 1, 7200);
    ReadBack read = rig.closeAndRead();
    assertThat(read.bytes(read.track(video).samples.get(1)))
        .isEqualTo(LayoutTest.nalUnit(FakeCodec.picture('N', 1, 5 << 20, 3600)));
  }

  @Test
  void open_existingFile_isNotOverwritten(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("kept.mp4"), "kept");
    refusedWith(
        Code.IO,
        () -> new Mp4MuxerFactory().open(new Sink.File(file), MuxerOptions.builder().build()));
    assertThat(file).hasContent("kept");
  }

  @Test
  void open_stream_takesFragmentsOnly() throws Exception {
    Sink sink = new Sink.Stream(Channels.newChannel(new ByteArrayOutputStream()));
    refusedWith(
        Code.BAD_REQUEST,
        () -> new Mp4MuxerFactory().open(sink, MuxerOptions.of(Layout.PROGRESSIVE)));
    refusedWith(
        Code.BAD_REQUEST,
        () -> new Mp4MuxerFactory().open(sink, MuxerOptions.of(Layout.FAST_START)));
    Pipe pipe = Pipe.open();
    pipe.sink().configureBlocking(false);
    refusedWith(
        Code.BAD_REQUEST,
        () ->
            new Mp4MuxerFactory()
                .open(new Sink.Stream(pipe.sink()), MuxerOptions.of(Layout.FRAGMENTED)));
  }

  @Test
  void open_hybridOnAStream_fallsBackToFragmentsAndSaysSo() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    java.util.ArrayList<MediaEvent> events = new java.util.ArrayList<>();
    Muxer muxer =
        new Mp4MuxerFactory()
            .using(FakeCodec.both())
            .open(
                new Sink.Stream(Channels.newChannel(bytes)),
                MuxerOptions.builder().layout(Layout.HYBRID).listener(events::add).build());
    int video = muxer.addTrack(Rig.video());
    for (int i = 0; i < 60; i++) {
      muxer.write(Rig.numberedPicture(video, i, 900).build());
    }
    muxer.close();
    assertThat(events).extracting(MediaEvent::kind).containsExactly(MediaEvent.Kind.LAYOUT_CHANGED);
    assertThat(muxer.statistics().layout()).isEqualTo(Layout.FRAGMENTED);
    ReadBack read = ReadBack.of(bytes.toByteArray());
    assertThat(read.track(video).samples).hasSize(60);
    assertThat(read.top.get(read.top.size() - 1).type().toString()).isEqualTo("mfra");
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void write_regionsOfAFile_areCopiedAndNeighboursJoined(Layout layout, @TempDir Path folder)
      throws Exception {
    byte[] content = FakeCodec.picture('A', 1, 100_000, 5);
    Path from = Files.write(folder.resolve("from"), content);
    Path to = folder.resolve("to.mp4");
    BoxWriter entry = BoxWriter.inMemory();
    entry.write(AudioSampleEntry.of(FourCc.of("abcd"), 2, 16, 48_000, List.of()));
    SampleEntry stored = SampleEntry.of("abcd", entry.toBuffer()).audio(2, 48_000, 16).build();
    try (FileChannel channel = FileChannel.open(from)) {
      Muxer muxer = new Mp4MuxerFactory().open(new Sink.File(to), MuxerOptions.of(layout));
      int track =
          muxer.addTrack(
              TrackFormat.copy(MediaType.AUDIO, "soun", 48_000, List.of(stored)).build());
      Rig.Owner owner = new Rig.Owner();
      for (int i = 0; i < 100; i++) {
        // Every seventh lies elsewhere, and every tenth is borrowed.
        int at = (i % 7 == 6 ? 99 - i : i) * 1000;
        Frame.Builder frame =
            Frame.on(track)
                .time(i * 1024L)
                .randomAccess(RandomAccess.SYNC)
                .descriptionIndex(1)
                .region(new FileRegion(channel, at, 1000));
        muxer.write(i % 10 == 9 ? frame.build() : frame.transferred(owner).build());
      }
      muxer.close();
      assertThat(owner.released).hasValue(90);
    }
    ReadBack read = ReadBack.of(Files.readAllBytes(to));
    List<byte[]> samples = read.bytes(read.track(1));
    assertThat(samples).hasSize(100);
    for (int i = 0; i < 100; i++) {
      int at = (i % 7 == 6 ? 99 - i : i) * 1000;
      assertThat(samples.get(i)).isEqualTo(java.util.Arrays.copyOfRange(content, at, at + 1000));
    }
  }

  @Test
  void write_regionBeyondTheEndOfItsFile_failsWithAnIoError(@TempDir Path folder) throws Exception {
    Path from = Files.write(folder.resolve("from"), new byte[100]);
    BoxWriter entry = BoxWriter.inMemory();
    entry.write(AudioSampleEntry.of(FourCc.of("abcd"), 2, 16, 48_000, List.of()));
    SampleEntry stored = SampleEntry.of("abcd", entry.toBuffer()).audio(2, 48_000, 16).build();
    try (FileChannel channel = FileChannel.open(from)) {
      Muxer muxer =
          new Mp4MuxerFactory()
              .open(new Sink.File(folder.resolve("to.mp4")), MuxerOptions.of(Layout.PROGRESSIVE));
      int track =
          muxer.addTrack(
              TrackFormat.copy(MediaType.AUDIO, "soun", 48_000, List.of(stored)).build());
      Rig.Owner owner = new Rig.Owner();
      muxer.write(
          Frame.on(track)
              .time(0)
              .descriptionIndex(1)
              .region(new FileRegion(channel, 50, 100))
              .transferred(owner)
              .build());
      assertThatThrownBy(muxer::close).hasMessageContaining("ends before");
      assertThat(owner.released).hasValue(1);
    }
  }

  @Test
  void open_segmentIndexOnAStream_isLeftOutAndSaysSo() throws Exception {
    List<MediaEvent.Kind> events = new ArrayList<>();
    new Mp4MuxerFactory()
        .using(FakeCodec.both())
        .open(
            new Sink.Stream(Channels.newChannel(new ByteArrayOutputStream())),
            MuxerOptions.builder()
                .layout(Layout.FRAGMENTED)
                .fragmentIndex(MuxerOptions.FragmentIndex.SIDX_AND_MFRA)
                .listener(event -> events.add(event.kind()))
                .build())
        .close();
    assertThat(events).containsExactly(MediaEvent.Kind.LAYOUT_CHANGED);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void write_timesThatAFileCannotHold_areRefused(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    rig.picture(video, 'S', 1, 0);
    Frame.Builder[] bad = {
      Rig.pictureFrame(video, 'N', 1, Long.MIN_VALUE, Long.MAX_VALUE, 50),
      Rig.pictureFrame(video, 'N', 1, Long.MAX_VALUE, Long.MAX_VALUE, 50),
      Rig.pictureFrame(video, 'N', 1, 3600, Long.MIN_VALUE, 50),
      Rig.pictureFrame(video, 'N', 1, 3600, 3600, 50).duration(1L << 32),
      Rig.pictureFrame(video, 'N', 1, 1L << 32, 1L << 32, 50),
    };
    for (Frame.Builder frame : bad) {
      MediaException e =
          catchThrowableOfType(MediaException.class, () -> rig.muxer.write(frame.build()));
      assertThat(e).isNotNull();
      assertThat(e.code()).isEqualTo(MediaException.Code.BAD_FRAME);
    }
    rig.muxer.write(Rig.pictureFrame(video, 'N', 1, 3600, 3600, 50).duration(0xffff_ffffL).build());
    ReadBack read = rig.closeAndRead();
    assertThat(read.track(video).durations()).containsExactly(3600L, 0xffff_ffffL);
  }
}
