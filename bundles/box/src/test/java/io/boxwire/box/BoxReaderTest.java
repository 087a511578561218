package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxReaderTest {
  private static final String TRACK_FRAGMENT_TIME = "74666474 00000000 00000005";

  private static void assertKept(String hex, Class<? extends Box> content) throws MediaException {
    Box box = Boxes.read(hex);
    assertThat(box).isInstanceOf(OriginalBox.class);
    assertThat(box.content()).isInstanceOf(content);
    assertThat(box.size()).isEqualTo(Boxes.bytes(hex).remaining());
    assertThat(Boxes.write(box)).isEqualTo(Boxes.bytes(hex));
    assertThat(Boxes.describe(box)).contains("unusual: ");
  }

  @Test
  void read_unknownType_isKept() throws MediaException {
    String hex = "0000000b 61626364 010203";
    Box box = Boxes.read(hex);
    assertThat(box).isEqualTo(OpaqueBox.of(FourCc.of("abcd"), Boxes.bytes("010203")));
    assertThat(Boxes.write(box)).isEqualTo(Boxes.bytes(hex));
  }

  @Test
  void read_unknownVersion_isKept() throws MediaException {
    String hex = "00000014 74666474 02000000 0000000000000005";
    Box box = Boxes.read(hex);
    assertThat(box).isInstanceOf(OpaqueBox.class);
    assertThat(Boxes.write(box)).isEqualTo(Boxes.bytes(hex));
  }

  @Test
  void read_bytesBehindLastField_areKept() throws MediaException {
    assertKept("00000013" + TRACK_FRAGMENT_TIME + "010203", TrackFragmentDecodeTimeBox.class);
  }

  @Test
  void read_bytesBehindLastChild_areKept() throws MediaException {
    assertKept("00000014 75647461 00000008 66726565 00000000", ContainerBox.class);
  }

  @Test
  void read_largeSizeWithoutNeed_isKept() throws MediaException {
    assertKept(
        "00000001 74666474 0000000000000018 00000000 00000005", TrackFragmentDecodeTimeBox.class);
  }

  @Test
  void read_sizeToTheEnd_isKept() throws MediaException {
    assertKept("00000000" + TRACK_FRAGMENT_TIME, TrackFragmentDecodeTimeBox.class);
  }

  @Test
  void read_reservedFieldInUse_isKept() throws MediaException {
    assertKept("00000010 736d6864 00000000 0000 0001", SoundMediaHeaderBox.class);
  }

  @Test
  void read_textThatIsNotUtf8_isKept() throws MediaException {
    assertKept("0000000e 656c6e67 00000000 ff00", ExtendedLanguageBox.class);
  }

  @Test
  void read_oddBoxInContainer_leavesContainerChangeable() throws MediaException {
    ParentBox udta =
        (ParentBox) Boxes.read("0000001b 75647461 00000013" + TRACK_FRAGMENT_TIME + "010203");
    assertThat(udta).isInstanceOf(ContainerBox.class);
    assertThat(udta.children().get(0)).isInstanceOf(OriginalBox.class);
    assertThat(udta.child(TrackFragmentDecodeTimeBox.class).orElseThrow().baseMediaDecodeTime())
        .isEqualTo(5);
  }

  @Test
  void read_tableLargerThanBox_isMalformedBeforeAnythingIsAllocated() {
    MediaException e =
        BadBoxes.assertCode(
            () -> Boxes.read("00000014 7374636f 00000000 ffffffff 00000030"), Code.MALFORMED);
    assertThat(e).hasMessageContaining("stco").hasMessageContaining("4294967295 entries");
  }

  @Test
  void read_listLargerThanBox_isMalformed() {
    BadBoxes.assertCode(() -> Boxes.read("00000010 656c7374 00000000 ffffffff"), Code.MALFORMED);
  }

  @Test
  void read_listOfVeryManyItems_isRefused() {
    int count = 200_000;
    ByteBuffer box = ByteBuffer.allocate(16 + count);
    box.putInt(box.capacity()).put(Boxes.bytes("73677064 00000000 726f6c6c")).putInt(count);
    ByteSource source = ByteSource.of(box.clear());
    BadBoxes.assertCode(() -> Boxes.read(source, BoxContext.FILE), Code.MALFORMED);
    ByteBuffer brands = ByteBuffer.allocate(1_000_000);
    brands.putInt(brands.capacity()).putInt(FileTypeBox.TYPE.code());
    ByteSource manyBrands = ByteSource.of(brands.clear());
    BadBoxes.assertCode(() -> Boxes.read(manyBrands, BoxContext.FILE), Code.LIMIT_EXCEEDED);
  }

  @Test
  void read_boxesInBoxesWithoutEnd_isRefused() {
    int levels = 5000;
    ByteBuffer nested = ByteBuffer.allocate(8 * levels);
    for (int i = 0; i < levels; i++) {
      nested.putInt(8 * (levels - i)).putInt(ContainerBox.UDTA.code());
    }
    ByteSource source = ByteSource.of(nested.flip());
    BadBoxes.assertCode(() -> Boxes.read(source, BoxContext.FILE), Code.LIMIT_EXCEEDED);
  }

  @Test
  void read_veryManyBoxes_isRefused() {
    int count = BoxReader.MOST_BOXES + 1;
    ByteBuffer many = ByteBuffer.allocate(8 + 8 * count);
    many.putInt(many.capacity()).putInt(ContainerBox.UDTA.code());
    while (many.hasRemaining()) {
      many.putInt(8).putInt(FreeSpaceBox.TYPE.code());
    }
    ByteSource source = ByteSource.of(many.flip());
    BadBoxes.assertCode(() -> Boxes.read(source, BoxContext.FILE), Code.LIMIT_EXCEEDED);
  }

  @Test
  void load_largerThanLimit_isRefused() throws MediaException {
    ByteSource source = ByteSource.of(SampleFiles.progressive());
    BoxReader reader = BoxReader.of(source).withLoadLimit(100);
    BoxWalker walker = reader.walk();
    walker.next();
    assertThat(reader.load(walker.header())).isInstanceOf(FileTypeBox.class);
    walker.next();
    BadBoxes.assertCode(() -> reader.load(walker.header()), Code.LIMIT_EXCEEDED);
  }

  @Test
  void load_fromFile_needsTheFileNoMore(@TempDir Path folder) throws IOException {
    Path path = Files.write(folder.resolve("a.mp4"), toArray(SampleFiles.progressive()));
    Box loaded;
    Box lazy;
    try (FileChannel channel = FileChannel.open(path)) {
      BoxReader reader = BoxReader.of(ByteSource.of(channel));
      BoxWalker walker = reader.walk();
      walker.next();
      walker.next();
      loaded = reader.load(walker.header());
      lazy = reader.read(walker.header());
      assertThat(Boxes.write(lazy)).isEqualTo(Boxes.write(SampleFiles.movie()));
    }
    assertThat(loaded).isEqualTo(SampleFiles.movie());
    assertThat(Boxes.write(loaded)).isEqualTo(Boxes.write(SampleFiles.movie()));
    BadBoxes.assertCode(() -> Boxes.write(lazy), Code.CLOSED);
  }

  @Test
  void read_millionsOfSamples_readsStructureOnly() throws MediaException {
    int samples = 2_000_000;
    Table sizes =
        Table.generated(
            SampleSizeBox.LAYOUT,
            samples,
            out -> {
              for (int i = 0; i < samples; i++) {
                out.entry(i);
              }
            });
    Box stbl = ContainerBox.of(ContainerBox.STBL, SampleSizeBox.of(sizes));
    FileLike file = new FileLike(Boxes.write(stbl));
    Box read = Boxes.read(file, BoxContext.FILE);
    assertThat(file.bytesRead()).isLessThan(4096);
    TableWindow window = Boxes.child(read, "", SampleSizeBox.class).sizes().window();
    assertThat(window.value(samples - 1, 0)).isEqualTo(samples - 1);
    assertThat(window.value(1_654_321, 0)).isEqualTo(1_654_321);
    assertThat(file.bytesRead()).isLessThan(30_000);
  }

  @Test
  void readFields_ofContainer_leavesOutChildren() throws MediaException {
    ByteSource source = ByteSource.of(Boxes.write(SampleFiles.movie()));
    Box box = BoxReader.of(source).readFields(Boxes.header(source, BoxContext.FILE));
    assertThat(box).isEqualTo(ContainerBox.of(ContainerBox.MOOV));
  }

  @Test
  void read_tolerant_keepsMalformedChildAndGoesOn() throws MediaException {
    ByteBuffer bytes =
        Boxes.bytes("00000020 75647461 0000000c 74666474 00000000 0000000c 73747364 00000000");
    ByteSource source = ByteSource.of(bytes);
    BoxHeader header = Boxes.header(source, BoxContext.FILE);
    ParentBox udta = (ParentBox) BoxReader.of(source).tolerant().read(header);
    List<Box> children = udta.children();
    assertThat(children).hasSize(2).allMatch(MalformedBox.class::isInstance);
    assertThat(((MalformedBox) children.get(0)).problem().boxPath()).hasValue("udta/tfdt");
    assertThat(Boxes.describe(children.get(1))).startsWith("problem: ");
    assertThat(Boxes.write(udta)).isEqualTo(bytes);
    BadBoxes.assertCode(() -> BoxReader.of(source).read(header), Code.MALFORMED);
  }

  @Test
  void enter_showingMalformedBox_showsWhatCanBeRead() throws MediaException {
    assertThat(shown("00000014 74666864 00000002 00000007 00000001"))
        .isEqualTo(
            """
            version: 0
            flags: 0x000002
            track_ID: 7
            sample_description_index: 1
            """);
    assertThat(shown("00000010 74666864 00000002 00000007"))
        .startsWith("version: 0\nflags: 0x000002\ntrack_ID: 7\nproblem: ");
    assertThat(shown("00000010 74666474 02000000 00000007"))
        .isEqualTo("version: 2\ndata: 8 bytes 0200000000000007\n");
    assertThat(shown("00000014 73747364 00000000 00000007 00000000"))
        .isEqualTo(
            """
            version: 0
            flags: 0x000000
            entry_count: 7
            unusual: 7 boxes announced where there are 0
            """);
    assertThat(shown("0000000c 75647461 00000000"))
        .isEqualTo("unusual: 4 bytes behind the last field\n");
  }

  private static String shown(String hex) throws MediaException {
    StringBuilder text = new StringBuilder();
    BoxWalker walker = BoxReader.of(ByteSource.of(Boxes.bytes(hex))).tolerant().walk();
    assertThat(walker.next()).isTrue();
    walker.enter(new FieldText(text, "", 3, 8));
    return text.toString();
  }

  @Test
  void parse_boxesOneAfterAnother_givesThem() throws MediaException {
    assertThat(BoxReader.parse(Boxes.bytes("00000009 61626364 01 00000008 66726565")))
        .containsExactly(
            OpaqueBox.of(FourCc.of("abcd"), Boxes.bytes("01")),
            OpaqueBox.of(FreeSpaceBox.TYPE, Boxes.bytes("")));
  }

  private static byte[] toArray(ByteBuffer bytes) {
    byte[] array = new byte[bytes.remaining()];
    bytes.get(array);
    return array;
  }
}
