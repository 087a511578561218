package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose a payload is, at every moment. */
class OwnershipTest {
  private static Frame transferred(Frame.Builder frame, Rig.Owner owner) {
    return frame.transferred(owner).build();
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void transferred_written_isReleasedOnce(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    int audio = rig.addAudio();
    List<Rig.Owner> owners = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      Rig.Owner owner = new Rig.Owner();
      owners.add(owner);
      rig.muxer.write(transferred(Rig.numberedPicture(video, i, 5000), owner));
      Rig.Owner block = new Rig.Owner();
      owners.add(block);
      rig.muxer.write(transferred(Rig.blockFrame(audio, i * 320L), block));
    }
    ReadBack read = rig.closeAndRead();
    assertThat(read.track(video).samples).hasSize(80);
    assertThat(owners).allMatch(o -> o.released.get() == 1);
  }

  @Test
  void transferred_smallPayloads_areReleasedAsTheyAreWritten() throws Exception {
    Rig rig = new Rig(Layout.PROGRESSIVE);
    int audio = rig.addAudio();
    Rig.Owner owner = new Rig.Owner();
    int most = 0;
    for (int i = 0; i < 5000; i++) {
      rig.muxer.write(transferred(Rig.blockFrame(audio, i * 320L), owner));
      most = Math.max(most, i + 1 - owner.released.get());
    }
    rig.muxer.close();
    // As many as are put together for one write, however many are written.
    assertThat(most).isLessThan(1000);
    assertThat(owner.released).hasValue(5000);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void borrowed_changedAfterTheCall_isStoredAsItWas(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    byte[] memory = new byte[70_000];
    for (int i = 0; i < 30; i++) {
      byte[] payload = FakeCodec.picture(i == 0 ? 'S' : 'N', 1, memory.length, i);
      System.arraycopy(payload, 0, memory, 0, payload.length);
      rig.muxer.write(Frame.on(video).time(i * 3600L).payload(ByteBuffer.wrap(memory)).build());
    }
    ReadBack read = rig.closeAndRead();
    List<byte[]> stored = read.bytes(read.track(video));
    for (int i = 0; i < 30; i++) {
      assertThat(stored.get(i))
          .isEqualTo(
              LayoutTest.nalUnit(FakeCodec.picture(i == 0 ? 'S' : 'N', 1, memory.length, i)));
    }
  }

  @Test
  void transferred_refused_staysTheCallers() throws Exception {
    Rig rig = new Rig(Layout.PROGRESSIVE);
    int video = rig.addVideo();
    Rig.Owner owner = new Rig.Owner();
    Frame frame = transferred(Rig.pictureFrame(video, 'N', 1, 0, 0, 500), owner);
    assertThatThrownBy(() -> rig.muxer.write(frame)).isInstanceOf(MediaException.class);
    assertThatThrownBy(
            () -> rig.muxer.write(transferred(Rig.pictureFrame(9, 'S', 1, 0, 0, 50), owner)))
        .isInstanceOf(MediaException.class);
    rig.muxer.close();
    assertThat(owner.released).hasValue(0);
  }

  @Test
  void transferred_afterClose_staysTheCallers() throws Exception {
    Rig rig = new Rig(Layout.PROGRESSIVE);
    int video = rig.addVideo();
    rig.muxer.close();
    Rig.Owner owner = new Rig.Owner();
    MediaException e =
        catchThrowableOfType(
            MediaException.class,
            () -> rig.muxer.write(transferred(Rig.pictureFrame(video, 'S', 1, 0, 0, 9), owner)));
    assertThat(e.code()).isEqualTo(MediaException.Code.CLOSED);
    assertThat(owner.released).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 10, 100, 5_000, 3_000_000, 5_500_000})
  void outputFails_everyFrameIsReleasedOnceOrTheCallers(long room) throws Exception {
    for (Layout layout : Layout.values()) {
      Rig rig = new Rig(layout);
      rig.channel.failAfter = room;
      int video = rig.addVideo();
      int audio = rig.addAudio();
      List<Rig.Owner> taken = new ArrayList<>();
      List<Rig.Owner> refused = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        for (int track : new int[] {video, audio}) {
          Rig.Owner owner = new Rig.Owner();
          Frame.Builder frame =
              track == video
                  ? Rig.numberedPicture(video, i, 100_000)
                  : Rig.blockFrame(audio, i * 320L);
          try {
            rig.muxer.write(transferred(frame, owner));
            taken.add(owner);
          } catch (MediaException e) {
            assertThat(e.code()).isEqualTo(MediaException.Code.IO);
            refused.add(owner);
          }
        }
      }
      MediaException e = catchThrowableOfType(MediaException.class, rig.muxer::close);
      assertThat(e).as(layout + " in " + room).isNotNull();
      assertThat(e.code()).isEqualTo(MediaException.Code.IO);
      assertThatThrownBy(rig.muxer::close).hasMessage(e.getMessage());
      assertThat(taken).as(layout + " in " + room).allMatch(o -> o.released.get() == 1);
      assertThat(refused).allMatch(o -> o.released.get() == 0);
    }
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void outputFailsOnce_whatWasWrittenBeforeIsPlayable(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    rig.channel.failAfter = 6_000_000;
    int video = rig.addVideo();
    int written = 0;
    try {
      for (int i = 0; i < 200; i++) {
        rig.muxer.write(Rig.numberedPicture(video, i, 50_000).build());
        written++;
      }
    } catch (MediaException e) {
      assertThat(e.code()).isEqualTo(MediaException.Code.IO);
    }
    assertThat(written).isLessThan(200);
    rig.channel.failAfter = Long.MAX_VALUE;
    assertThatThrownBy(rig.muxer::close).isInstanceOf(MediaException.class);
    ReadBack read = ReadBack.of(rig.channel.content());
    assertThat(read.track(video).samples).hasSizeBetween(75, written);
    int last = read.track(video).samples.size() - 1;
    assertThat(read.bytes(read.track(video).samples.get(last)))
        .isEqualTo(
            LayoutTest.nalUnit(
                FakeCodec.picture(last % 25 == 0 ? 'S' : 'N', 1, 50_000, last * 3600L)));
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void framesWithoutAPicture_goInFrontOfTheNextOne(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    Rig.Owner owner = new Rig.Owner();
    byte[] sets = FakeCodec.picture('X', 1, 20, 7);
    byte[] more = FakeCodec.picture('X', 1, 30, 8);
    rig.muxer.write(
        Frame.on(video).time(0).payload(ByteBuffer.wrap(sets)).transferred(owner).build());
    rig.muxer.write(Frame.on(video).time(0).payload(ByteBuffer.wrap(more)).build());
    rig.picture(video, 'S', 1, 0);
    rig.picture(video, 'N', 1, 3600);
    ReadBack read = rig.closeAndRead();
    byte[] first = read.bytes(read.track(video).samples.get(0));
    byte[] picture = FakeCodec.picture('S', 1, 100, 0);
    assertThat(first)
        .isEqualTo(
            ByteBuffer.allocate(12 + 150)
                .putInt(20)
                .put(sets)
                .putInt(30)
                .put(more)
                .putInt(100)
                .put(picture)
                .array());
    assertThat(read.track(video).samples).hasSize(2);
    assertThat(owner.released).hasValue(1);
  }

  @Test
  void framesWithoutAPicture_leftOverAtClose_areReportedAndReleased() throws Exception {
    Rig rig = new Rig(Layout.HYBRID);
    int video = rig.addVideo();
    rig.picture(video, 'S', 1, 0);
    Rig.Owner owner = new Rig.Owner();
    byte[] sets = FakeCodec.picture('X', 1, 20, 7);
    rig.muxer.write(
        Frame.on(video).time(10).payload(ByteBuffer.wrap(sets)).transferred(owner).build());
    rig.muxer.close();
    assertThat(owner.released).hasValue(1);
    assertThat(rig.eventKinds()).containsExactly(MediaEvent.Kind.NAL_UNITS_LEFT_OVER);
  }
}
