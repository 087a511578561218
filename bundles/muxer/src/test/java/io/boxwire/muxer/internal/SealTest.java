package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Durability;
import io.boxwire.api.Layout;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerOptions.FragmentIndex;
import io.boxwire.api.Sink;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.FileIdentity;
import io.boxwire.box.FragmentSeal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What proves a fragment, where it begins, and what else is there for the sake of storage. */
@Timeout(60)
class SealTest {
  private static final UUID ID = UUID.fromString("0e3b8f2c-5a41-4c8e-9a3d-6c1f2b7d9e50");
  private static final int SECONDS = 8;

  private static MuxerOptions.Builder options(Layout layout) {
    return MuxerOptions.builder().layout(layout);
  }

  private static byte[] record(MuxerOptions.Builder options) throws Exception {
    TestFile file = new TestFile();
    try (Muxer muxer = open(file, options)) {
      feed(muxer, SECONDS);
    }
    return file.content();
  }

  /** The file as it is just before it is closed. */
  private static byte[] recordOpen(MuxerOptions.Builder options) throws Exception {
    TestFile file = new TestFile();
    Muxer muxer = open(file, options);
    feed(muxer, SECONDS);
    byte[] open = file.content();
    muxer.close();
    return open;
  }

  private static Muxer open(TestFile file, MuxerOptions.Builder options) throws Exception {
    return new Mp4MuxerFactory()
        .using(FakeCodec.both())
        .open(new Sink.Seekable(file), options.build());
  }

  private static void feed(Muxer muxer, int seconds) throws Exception {
    int video = muxer.addTrack(Rig.video());
    int audio = muxer.addTrack(Rig.audio());
    for (int i = 0; i < 25 * seconds; i++) {
      muxer.write(Rig.numberedPicture(video, i, 2000).build());
      muxer.write(Rig.blockFrame(audio, 2L * i * Rig.BLOCK).build());
      muxer.write(Rig.blockFrame(audio, (2L * i + 1) * Rig.BLOCK).build());
    }
  }

  /** A fragment as it lies in a file. */
  private record Stored(long moof, long mdat, long end, FragmentSeal seal, int checksum) {}

  private static List<Stored> fragments(byte[] file, FileIdentity identity) throws Exception {
    ReadBack read = ReadBack.of(file);
    List<Stored> all = new ArrayList<>();
    for (int i = 0; i < read.top.size(); i++) {
      BoxHeader moof = read.top.get(i);
      if (moof.type().toString().equals("moof")) {
        BoxHeader mdat = read.top.get(i + 1);
        FragmentSeal seal = FragmentSeal.of(read.moofs.get(all.size())).orElseThrow();
        int covered = (int) moof.size() - FragmentSeal.CHECKSUM_BYTES;
        FragmentSeal.Check check =
            new FragmentSeal.Check(identity, moof.position())
                .add(ByteBuffer.wrap(file, (int) moof.position(), covered))
                .add(ByteBuffer.wrap(file, (int) mdat.position(), (int) mdat.size()));
        long end = mdat.position() + mdat.size();
        all.add(new Stored(moof.position(), mdat.position(), end, seal, check.value()));
      }
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"HYBRID", "FRAGMENTED"})
  void growing_forced_eachFragmentProvesItself(Layout layout) throws Exception {
    byte[] file = recordOpen(options(layout).fileId(ID));
    FileIdentity identity = FileIdentity.of(ReadBack.of(file).moov).orElseThrow();
    assertThat(identity.id()).isEqualTo(ID);
    List<Stored> fragments = fragments(file, identity);
    assertThat(fragments).hasSize(SECONDS - 1);
    assertThat(fragments).allMatch(f -> f.checksum == f.seal.checksum());
    List<Stored> others = fragments(file, new FileIdentity(new UUID(0, 0)));
    assertThat(others).noneMatch(f -> f.checksum == f.seal.checksum());
  }

  @Test
  void growing_eachFragmentForced_statesTheEndOfTheFourthBefore() throws Exception {
    byte[] file = recordOpen(options(Layout.HYBRID));
    List<Stored> fragments = fragments(file, new FileIdentity(new UUID(0, 0)));
    for (int i = 0; i < fragments.size(); i++) {
      long expected = i < 4 ? 0 : fragments.get(i - 4).end;
      assertThat(fragments.get(i).seal.durableBytes()).as("fragment " + i).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"HYBRID", "FRAGMENTED"})
  void growing_neverForced_bearsNoProof(Layout layout) throws Exception {
    byte[] file = recordOpen(options(layout).durability(Durability.never()));
    ReadBack read = ReadBack.of(file);
    assertThat(FileIdentity.of(read.moov)).isEmpty();
    for (var moof : read.moofs) {
      assertThat(FragmentSeal.of(moof)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void sinkWithoutStorage_bytesAreThoseOfAFileNeverForced(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    feed(rig.muxer, SECONDS);
    rig.muxer.close();
    byte[] file = record(options(layout).durability(Durability.never()));
    assertThat(rig.channel.content()).isEqualTo(file);
    assertThat(rig.muxer.statistics().forces()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"HYBRID,1", "HYBRID,4096", "FRAGMENTED,1", "FRAGMENTED,512"})
  void sameInput_sameBytes(Layout layout, int alignment) throws Exception {
    byte[] first = record(options(layout).fragmentAlignment(alignment));
    assertThat(record(options(layout).fragmentAlignment(alignment))).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 16, 512, 4096, 65536})
  void growing_aligned_fragmentsBeginAndFillingEndsAtMultiples(int alignment) throws Exception {
    for (Layout layout : List.of(Layout.HYBRID, Layout.FRAGMENTED)) {
      byte[] file =
          recordOpen(
              options(layout)
                  .fragmentAlignment(alignment)
                  .fragmentIndex(FragmentIndex.SIDX_AND_MFRA));
      List<Stored> fragments = fragments(file, new FileIdentity(new UUID(0, 0)));
      assertThat(fragments).hasSize(SECONDS - 1);
      assertThat(fragments).allMatch(f -> f.moof % alignment == 0);
      assertThat(fragments).allMatch(f -> f.checksum == f.seal.checksum());
      assertThat(file.length % alignment).isZero();
      assertThat(ReadBack.of(file).track(1).samples).hasSize(25 * (SECONDS - 1));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"HYBRID", "FRAGMENTED"})
  void growing_aligned_noBlockThatWasMadeDurableIsWrittenAgain(Layout layout) throws Exception {
    int block = 4096;
    AtomicReference<Muxer> muxer = new AtomicReference<>();
    List<Long> rewritten = new ArrayList<>();
    TestFile file =
        new TestFile() {
          @Override
          public synchronized int write(ByteBuffer source) throws IOException {
            long durable = muxer.get().statistics().durableBytes();
            if (position() < (durable + block - 1) / block * block) {
              rewritten.add(position());
            }
            return super.write(source);
          }
        };
    muxer.set(open(file, options(layout).fragmentAlignment(block)));
    feed(muxer.get(), SECONDS);
    assertThat(rewritten).isEmpty();
    muxer.get().close();
    // Closing changes the head, and nothing else.
    assertThat(rewritten).isNotEmpty().allMatch(at -> at < block);
  }

  @ParameterizedTest
  @CsvSource({"MFRA,1", "MFRA,4096", "SIDX_AND_MFRA,1", "SIDX_AND_MFRA,4096", "NONE,1"})
  void fragmented_closed_hasACopyOfItsHeadBehindTheFragments(FragmentIndex index, int alignment)
      throws Exception {
    byte[] file =
        record(options(Layout.FRAGMENTED).fragmentIndex(index).fragmentAlignment(alignment));
    ReadBack read = ReadBack.of(file);
    int copyAt = index == FragmentIndex.NONE ? read.top.size() - 1 : read.top.size() - 2;
    BoxHeader copy = read.top.get(copyAt);
    assertThat(copy.type().toString()).isEqualTo("free");
    int from = (int) copy.position() + 8;
    byte[] copied = Arrays.copyOfRange(file, from, (int) (copy.position() + copy.size()));
    int head = read.moofOffsets.get(0).intValue();
    assertThat(copied).isEqualTo(Arrays.copyOf(file, head));
    assertThat(FileIdentity.of(read.moov)).isPresent();
  }
}
