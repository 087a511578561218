package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The boxes that describe a movie and its tracks. */
class MovieBoxesTest {
  private static final String MATRIX =
      """
      matrix_a: 1
      matrix_b: 0
      matrix_u: 0
      matrix_c: 0
      matrix_d: 1
      matrix_v: 0
      matrix_x: 0
      matrix_y: 0
      matrix_w: 1
      """;
  private static final String MATRIX_HEX =
      "00010000 00000000 00000000 00000000 00010000 00000000 00000000 00000000 40000000";

  @Test
  void fileType_severalBrands_roundTrips() throws MediaException {
    Boxes.check(
        FileTypeBox.of(FourCc.of("isom"), 512, FourCc.of("isom"), FourCc.of("mp42")),
        "00000018 66747970 69736f6d 00000200 69736f6d 6d703432",
        """
        major_brand: isom
        minor_version: 512
        compatible_brands: isom
        compatible_brands: mp42
        """);
  }

  @Test
  void fileType_ofSegment_roundTrips() throws MediaException {
    Boxes.check(
        new FileTypeBox(FileTypeBox.SEGMENT_TYPE, FourCc.of("msdh"), 0, List.of()),
        "00000010 73747970 6d736468 00000000",
        """
        major_brand: msdh
        minor_version: 0
        """);
  }

  @Test
  void movieHeader_smallTimes_isVersion0() throws MediaException {
    Boxes.check(
        MovieHeaderBox.of(7, 1000, 5000, 3),
        "0000006c 6d766864 00000000 00000007 00000007 000003e8 00001388 00010000 0100 0000"
            + "0000000000000000"
            + MATRIX_HEX
            + "00000000 00000000 00000000 00000000 00000000 00000000 00000003",
        """
        version: 0
        flags: 0x000000
        creation_time: 7
        modification_time: 7
        timescale: 1000
        duration: 5000
        rate: 1
        volume: 1
        """
            + MATRIX
            + "next_track_ID: 3\n");
  }

  @Test
  void movieHeader_durationBeyond32Bits_isVersion1() throws MediaException {
    MovieHeaderBox box = MovieHeaderBox.of(7, 1000, 1L << 33, 3);
    assertThat(box.version()).isEqualTo(1);
    assertThat(box.size()).isEqualTo(120);
    assertThat(Boxes.read(Boxes.toHex(Boxes.write(box)))).isEqualTo(box);
  }

  @Test
  void trackHeader_video_roundTrips() throws MediaException {
    Boxes.check(
        TrackHeaderBox.video(7, 1, 5000, 1280 << 16, 720 << 16),
        "0000005c 746b6864 00000003 00000007 00000007 00000001 00000000 00001388"
            + "00000000 00000000 0000 0000 0000 0000"
            + MATRIX_HEX
            + "05000000 02d00000",
        """
        version: 0
        flags: 0x000003
        creation_time: 7
        modification_time: 7
        track_ID: 1
        duration: 5000
        layer: 0
        alternate_group: 0
        volume: 0
        """
            + MATRIX
            + """
            width: 1280
            height: 720
            """);
  }

  @Test
  void trackHeader_audioAfter2040_isVersion1AtFullVolume() throws MediaException {
    TrackHeaderBox box = TrackHeaderBox.audio(1L << 32, 2, 9);
    Boxes.check(
        box,
        "00000068 746b6864 01000003 0000000100000000 0000000100000000 00000002 00000000"
            + "0000000000000009 00000000 00000000 0000 0000 0100 0000"
            + MATRIX_HEX
            + "00000000 00000000",
        """
        version: 1
        flags: 0x000003
        creation_time: 4294967296
        modification_time: 4294967296
        track_ID: 2
        duration: 9
        layer: 0
        alternate_group: 0
        volume: 1
        """
            + MATRIX
            + """
            width: 0
            height: 0
            """);
  }

  @Test
  void editList_emptyEditFirst_isVersion0() throws MediaException {
    Boxes.check(
        EditListBox.of(EditListBox.Edit.empty(40), EditListBox.Edit.of(5000, 3000)),
        "00000028 656c7374 00000000 00000002 00000028 ffffffff 00010000 00001388 00000bb8 00010000",
        """
        version: 0
        flags: 0x000000
        entry_count: 2
        edits[0]:
          segment_duration: 40
          media_time: -1
          media_rate: 1
        edits[1]:
          segment_duration: 5000
          media_time: 3000
          media_rate: 1
        """);
  }

  @Test
  void editList_largeMediaTime_isVersion1() throws MediaException {
    Boxes.check(
        EditListBox.of(EditListBox.Edit.of(1, 1L << 31)),
        "00000024 656c7374 01000000 00000001 0000000000000001 0000000080000000 00010000",
        """
        version: 1
        flags: 0x000000
        entry_count: 1
        edits[0]:
          segment_duration: 1
          media_time: 2147483648
          media_rate: 1
        """);
  }

  @Test
  void mediaHeader_unknownDuration_keepsAllOnes() throws MediaException {
    MediaHeaderBox box = new MediaHeaderBox(1, 0, 0, 0, 90_000, -1, 0x15c7);
    Boxes.check(
        box,
        "0000002c 6d646864 01000000 0000000000000000 0000000000000000 00015f90 ffffffffffffffff"
            + "15c7 0000",
        """
        version: 1
        flags: 0x000000
        creation_time: 0
        modification_time: 0
        timescale: 90000
        duration: 18446744073709551615
        language: eng
        """);
  }

  @Test
  void mediaHeader_quickTimeLanguage_isShownAsNumber() throws MediaException {
    assertThat(Boxes.describe(new MediaHeaderBox(0, 0, 0, 0, 600, 0, 11)))
        .endsWith("language: 11\n");
    assertThat(Boxes.describe(MediaHeaderBox.of(0, 600, 0))).endsWith("language: und\n");
  }

  @Test
  void handler_video_roundTrips() throws MediaException {
    Boxes.check(
        HandlerBox.of(HandlerBox.VIDEO, "é"),
        "00000023 68646c72 00000000 00000000 76696465 00000000 00000000 00000000 c3a900",
        """
        version: 0
        flags: 0x000000
        pre_defined: \\x00\\x00\\x00\\x00
        handler_type: vide
        name: é
        """);
  }

  @Test
  void handler_quickTimeNameAndManufacturer_isKept() throws MediaException {
    String hex = "00000023 68646c72 00000000 6d686c72 736f756e 6170706c 00000000 00000000 024869";
    Box box = Boxes.read(hex);

    assertThat(box).isInstanceOf(OriginalBox.class);
    HandlerBox handler = (HandlerBox) box.content();
    assertThat(handler.handlerType()).isEqualTo(HandlerBox.SOUND);
    assertThat(handler.name()).isEqualTo("\u0002Hi");
    assertThat(Boxes.toHex(Boxes.write(box))).isEqualTo(hex.replace(" ", ""));
  }

  @Test
  void handler_zeroInName_isRefused() {
    Box box = HandlerBox.of(HandlerBox.VIDEO, "a\0b");
    BadBoxes.assertCode(() -> Boxes.write(box), MediaException.Code.BAD_REQUEST);
  }

  @Test
  void extendedLanguage_roundTrips() throws MediaException {
    Boxes.check(
        new ExtendedLanguageBox(0, 0, "en-US"),
        "00000012 656c6e67 00000000 656e2d555300",
        """
        version: 0
        flags: 0x000000
        extended_language: en-US
        """);
  }

  @Test
  void mediaHeadersOfMedia_roundTrip() throws MediaException {
    Boxes.check(
        VideoMediaHeaderBox.COPY,
        "00000014 766d6864 00000001 0000 0000 0000 0000",
        """
        version: 0
        flags: 0x000001
        graphicsmode: 0
        opcolor_red: 0
        opcolor_green: 0
        opcolor_blue: 0
        """);
    Boxes.check(
        new SoundMediaHeaderBox(0, 0, -0x80),
        "00000010 736d6864 00000000 ff80 0000",
        """
        version: 0
        flags: 0x000000
        balance: -0.5
        """);
    Boxes.check(
        new EmptyMediaHeaderBox(EmptyMediaHeaderBox.SUBTITLE_TYPE, 0, 0),
        "0000000c 73746864 00000000",
        """
        version: 0
        flags: 0x000000
        """);
    Boxes.check(
        new HintMediaHeaderBox(0, 0, 1450, 1000, 2, 1),
        "0000001c 686d6864 00000000 05aa 03e8 00000002 00000001 00000000",
        """
        version: 0
        flags: 0x000000
        maxPDUsize: 1450
        avgPDUsize: 1000
        maxbitrate: 2
        avgbitrate: 1
        """);
  }

  @Test
  void dataReference_sameFile_roundTrips() throws MediaException {
    Boxes.check(
        DataReferenceBox.SAME_FILE,
        "0000001c 64726566 00000000 00000001 0000000c 75726c20 00000001",
        """
        version: 0
        flags: 0x000000
        """);
  }

  @Test
  void dataEntries_elsewhere_roundTrip() throws MediaException {
    Boxes.check(
        new DataEntryUrlBox(0, 0, Optional.of("a:b")),
        "00000010 75726c20 00000000 613a6200",
        """
        version: 0
        flags: 0x000000
        location: a:b
        """);
    Boxes.check(
        new DataEntryUrnBox(0, 0, "n", Optional.empty()),
        "0000000e 75726e20 00000000 6e00",
        """
        version: 0
        flags: 0x000000
        name: n
        """);
  }

  @Test
  void trackReference_inTref_roundTrips() throws MediaException {
    Table ids = Table.of(TrackReferenceBox.LAYOUT, Boxes.row(2), Boxes.row(3));
    Box tref = ContainerBox.of(ContainerBox.TREF, new TrackReferenceBox(FourCc.of("chap"), ids));
    Boxes.check(tref, "00000018 74726566 00000010 63686170 00000002 00000003", "");
    Box read = Boxes.read(Boxes.toHex(Boxes.write(tref)));
    assertThat(Boxes.child(read, "", TrackReferenceBox.class).trackIds().column(0))
        .containsExactly(2, 3);
  }

  @Test
  void progressiveDownload_roundTrips() throws MediaException {
    Boxes.check(
        new ProgressiveDownloadBox(
            0, 0, Table.of(ProgressiveDownloadBox.LAYOUT, Boxes.row(100, 5))),
        "00000014 7064696e 00000000 00000064 00000005",
        """
        version: 0
        flags: 0x000000
        entries: 1 of rate,initial_delay
          100,5
        """);
  }
}
