package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoxWalkerTest {

  /** Walks into everything. */
  private static List<String> paths(BoxReader reader) throws MediaException {
    List<String> paths = new ArrayList<>();
    BoxWalker walker = reader.walk();
    while (walker.next()) {
      String problem = walker.header().problem().map(p -> " " + p.code()).orElse("");
      paths.add(walker.header().path() + problem);
      walker.enter();
    }
    return paths;
  }

  @Test
  void next_entering_visitsAllInOrder() throws MediaException {
    BoxReader reader = BoxReader.of(ByteSource.of(SampleFiles.fragmented()));
    assertThat(paths(reader))
        .containsExactly(
            "ftyp",
            "moov",
            "moov/mvhd",
            "moov/mvex",
            "moov/mvex/mehd",
            "moov/mvex/trex",
            "moof",
            "moof/mfhd",
            "moof/traf",
            "moof/traf/tfhd",
            "moof/traf/tfdt",
            "moof/traf/trun",
            "mdat",
            "moof[2]",
            "moof[2]/mfhd",
            "moof[2]/traf",
            "moof[2]/traf/tfhd",
            "moof[2]/traf/tfdt",
            "moof[2]/traf/trun",
            "mdat[2]",
            "mfra",
            "mfra/tfra",
            "mfra/mfro");
  }

  @Test
  void enter_boxWithFieldsAndChildren_findsTheChildren() throws MediaException {
    BoxReader reader = BoxReader.of(ByteSource.of(SampleFiles.progressive()));
    assertThat(paths(reader))
        .contains(
            "moov/trak/mdia/minf/stbl/stsd/avc1/avcC",
            "moov/trak/mdia/minf/stbl/stsd/avc1/pasp",
            "moov/trak[2]/mdia/minf/stbl/stsd/alaw",
            "moov/trak[2]/mdia/minf/dinf/dref/url ",
            "moov/udta/meta/hdlr");
  }

  @Test
  void next_hugeFile_readsHeadersOnly() throws MediaException {
    BoxWriter out = BoxWriter.inMemory();
    long payload = 1L << 40;
    out.write(FileTypeBox.of(FourCc.of("isom"), 0)).header(MediaDataBox.TYPE, payload);
    ByteBuffer start = out.toBuffer();
    FileLike file = new FileLike(start, start.remaining() + payload);
    BoxWalker walker = BoxReader.of(file).walk();
    assertThat(walker.next()).isTrue();
    assertThat(walker.next()).isTrue();
    assertThat(walker.header().payloadSize()).isEqualTo(payload);
    assertThat(walker.next()).isFalse();
    assertThat(file.bytesRead()).isLessThanOrEqualTo(32);
  }

  @Test
  void next_fileThatGrows_goesOn() throws MediaException {
    ByteBuffer first = Boxes.write(FreeSpaceBox.of(16));
    Growing source = new Growing(first);
    BoxWalker walker = BoxReader.of(source).walk();
    assertThat(walker.next()).isTrue();
    assertThat(walker.next()).isFalse();
    source.append(Boxes.write(FreeSpaceBox.of(24)));
    assertThat(walker.next()).isTrue();
    assertThat(walker.header().path()).isEqualTo("free[2]");
    assertThat(walker.header().size()).isEqualTo(24);
  }

  @Test
  void next_partOfFileInMemory_startsAtItsPosition() throws MediaException {
    BoxWalker walker = BoxReader.of(ByteSource.of(Boxes.write(FreeSpaceBox.of(16)), 1000)).walk();
    assertThat(walker.next()).isTrue();
    assertThat(walker.header().position()).isEqualTo(1000);
    assertThat(walker.next()).isFalse();
  }

  @Test
  void next_childBeyondParent_strictThrowsWithPathAndOffset() {
    ByteSource source = ByteSource.of(Boxes.bytes("00000010 6d6f6f76 00000009 66726565 00"));
    MediaException e = BadBoxes.assertCode(() -> paths(BoxReader.of(source)), Code.MALFORMED);
    assertThat(e.boxPath()).hasValue("moov");
    assertThat(e.offset()).hasValue(8);
  }

  @Test
  void next_childBeyondParent_tolerantGoesOnBehind() throws MediaException {
    ByteSource source =
        ByteSource.of(
            Boxes.bytes("00000018 6d6f6f76 00000008 66726565 00000009 66726565 00000008 73706970"));
    assertThat(paths(BoxReader.of(source).tolerant()))
        .containsExactly("moov", "moov/free", "moov/free[2] MALFORMED", "spip");
  }

  @Test
  void next_cutFile_tolerantEntersWhatIsThere() throws MediaException {
    ByteBuffer file = SampleFiles.progressive();
    ByteSource cut = ByteSource.of(file.limit(280));
    assertThat(paths(BoxReader.of(cut).tolerant()))
        .startsWith("ftyp", "moov TRUNCATED", "moov/mvhd", "moov/trak MALFORMED", "moov/trak/tkhd");
  }

  @Test
  void next_fewerBytesThanHeader_areReportedAtFileLevel() throws MediaException {
    ByteSource source = ByteSource.of(Boxes.bytes("00000008 66726565 0000"));
    BadBoxes.assertCode(() -> paths(BoxReader.of(source)), Code.TRUNCATED);
    assertThat(paths(BoxReader.of(source).tolerant()))
        .containsExactly("free", "\\x00\\x00\\x00\\x00 TRUNCATED");
  }

  @Test
  void header_beforeNext_isRefused() {
    BoxWalker walker = BoxReader.of(ByteSource.of(ByteBuffer.allocate(0))).walk();
    assertThatIllegalStateException().isThrownBy(walker::header);
  }

  /** A file that is being written. */
  private static final class Growing implements ByteSource {
    private ByteBuffer bytes;

    Growing(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    void append(ByteBuffer more) {
      ByteBuffer all = ByteBuffer.allocate(bytes.remaining() + more.remaining());
      bytes = all.put(bytes.duplicate()).put(more).flip();
    }

    @Override
    public long size() {
      return bytes.remaining();
    }

    @Override
    public int read(long position, ByteBuffer target) throws MediaException {
      return ByteSource.of(bytes).read(position, target);
    }
  }
}
