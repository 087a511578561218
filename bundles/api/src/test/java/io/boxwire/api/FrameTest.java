package io.boxwire.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who owns a payload, how often it is given back, and what a copied frame keeps. */
final class FrameTest {
  private final Counter owner = new Counter();

  @Test
  void keep_borrowedWithoutOwner_copiesTheBytes() {
    byte[] memory = {1, 2, 3};
    Frame kept = Frame.on(1).payload(ByteBuffer.wrap(memory)).build().keep();
    memory[0] = 9;
    assertThat(kept.transferred()).isTrue();
    assertThat(kept.payload()).isEqualTo(bytes(1, 2, 3));
  }

  @Test
  void keep_lentByAnOwner_retainsInsteadOfCopying() {
    ByteBuffer memory = bytes(1, 2, 3);
    Frame lent = Frame.on(1).payload(memory).lent(owner).build();
    Frame kept = lent.keep();
    memory.put(0, (byte) 9);
    assertThat(kept.payload()).isEqualTo(bytes(9, 2, 3));
    assertThat(owner.retained).hasValue(1);
    lent.release();
    assertThat(owner.released).as("a lent frame is not released").hasValue(0);
    kept.release();
    assertThat(owner.released).hasValue(1);
  }

  @Test
  void keep_transferred_isTheSameFrame() {
    Frame frame = Frame.on(1).payload(bytes(1)).transferred(owner).build();
    assertThat(frame.keep()).isSameAs(frame);
    assertThat(owner.retained).hasValue(0);
  }

  @Test
  void keep_bytesInAFile_leavesThemThere(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("payload"), new byte[] {1, 2, 3});
    try (FileChannel channel = FileChannel.open(file)) {
      FileRegion region = new FileRegion(channel, 1, 2);
      Frame kept = Frame.on(1).region(region).build().keep();
      assertThat(kept.region()).contains(region);
      assertThat(kept.size()).isEqualTo(2);
      assertThat(kept.slices()).isEmpty();
      assertThatThrownBy(kept::payload).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void release_calledByManyThreads_reachesTheOwnerOnce() throws InterruptedException {
    Frame frame = Frame.on(1).payload(bytes(1)).transferred(owner).build();
    List<Thread> threads = List.of(new Thread(frame::release), new Thread(frame::release));
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    frame.release();
    assertThat(owner.released).hasValue(1);
  }

  @Test
  void payload_ofSeveralSlices_isJoinedAndMovesNoPosition() {
    ByteBuffer first = bytes(1, 2);
    ByteBuffer second = bytes(8, 3, 4).position(1);
    Frame frame = Frame.on(1).slices(List.of(first, second)).build();
    assertThat(frame.size()).isEqualTo(4);
    assertThat(frame.payload()).isEqualTo(bytes(1, 2, 3, 4));
    assertThat(first.position()).isZero();
    assertThat(second.position()).isEqualTo(1);
  }

  @Test
  void payload_readTwice_hasAPositionOfItsOwn() {
    Frame frame = Frame.on(1).payload(bytes(1, 2)).build();
    frame.payload().get();
    assertThat(frame.payload()).isEqualTo(bytes(1, 2));
  }

  @Test
  void presentationTime_notSet_followsTheCompositionTime() {
    Frame frame = Frame.on(1).times(10, 30).build();
    assertThat(frame.presentationTime()).hasValue(30);
    assertThat(frame.toBuilder().times(20, 40).build().presentationTime()).hasValue(40);
  }

  @Test
  void toBuilder_everythingSet_keepsItAll() {
    int[] units = {0, 2};
    Frame frame =
        Frame.on(3)
            .times(10, 30)
            .duration(20)
            .presentation(OptionalLong.of(5))
            .randomAccess(RandomAccess.RECOVERY_POINT)
            .rollDistance(4)
            .descriptionIndex(2)
            .payload(bytes(1, 2))
            .units(units)
            .transferred(owner)
            .build();
    Frame copy = frame.toBuilder().track(4).build();
    assertThat(copy.track()).isEqualTo(4);
    assertThat(copy.decodeTime()).isEqualTo(10);
    assertThat(copy.compositionTime()).isEqualTo(30);
    assertThat(copy.duration()).isEqualTo(20);
    assertThat(copy.presentationTime()).hasValue(5);
    assertThat(copy.randomAccess()).isEqualTo(RandomAccess.RECOVERY_POINT);
    assertThat(copy.sync()).isFalse();
    assertThat(copy.rollDistance()).isEqualTo(4);
    assertThat(copy.descriptionIndex()).isEqualTo(2);
    assertThat(copy.payload()).isEqualTo(bytes(1, 2));
    assertThat(copy.units()).containsSame(units);
    assertThat(copy.transferred()).isTrue();
    copy.release();
    assertThat(owner.released).hasValue(1);
  }

  @Test
  void toBuilder_frameHiddenByEdits_staysHidden() {
    Frame hidden = Frame.on(1).time(10).presentation(OptionalLong.empty()).build();
    assertThat(hidden.presentationTime()).isEmpty();
    assertThat(hidden.toBuilder().track(2).build().presentationTime()).isEmpty();
  }

  @Test
  void takeOver_transferred_releaseGoesToTheNextOwnerAlone() {
    Counter next = new Counter();
    Frame frame = Frame.on(1).payload(bytes(1)).transferred(owner).build();
    assertThat(frame.takeOver(next)).isSameAs(owner);
    frame.release();
    frame.release();
    assertThat(next.released).hasValue(1);
    assertThat(owner.released).hasValue(0);
  }

  @Test
  void takeOver_andBack_isAsBefore() {
    Frame frame = Frame.on(1).payload(bytes(1)).transferred(owner).build();
    frame.takeOver(frame.takeOver(new Counter()));
    frame.release();
    assertThat(owner.released).hasValue(1);
  }

  @Test
  void takeOver_borrowedOrReleased_throws() {
    Frame borrowed = Frame.on(1).payload(bytes(1)).build();
    assertThatThrownBy(() -> borrowed.takeOver(owner)).isInstanceOf(IllegalStateException.class);
    Frame released = Frame.on(1).payload(bytes(1)).transferred(owner).build();
    released.release();
    assertThatThrownBy(() -> released.takeOver(owner)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void toBuilder_framesOfOneTemplate_areReleasedEachForItself() {
    Frame template = Frame.on(1).payload(bytes(1)).transferred(owner).build();
    Frame first = template.toBuilder().time(90).build();
    first.release();
    Frame second = template.toBuilder().time(180).build();
    assertThat(second.takeOver(owner)).isSameAs(owner);
    second.release();
    assertThat(owner.released).hasValue(2);
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length);
    for (int value : values) {
      buffer.put((byte) value);
    }
    return buffer.flip();
  }

  private static final class Counter implements PayloadOwner {
    final AtomicInteger retained = new AtomicInteger();
    final AtomicInteger released = new AtomicInteger();

    @Override
    public void retain() {
      retained.incrementAndGet();
    }

    @Override
    public void release() {
      released.incrementAndGet();
    }
  }
}
