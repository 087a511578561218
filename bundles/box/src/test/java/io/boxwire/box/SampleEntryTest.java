package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sample entries of all dialects, and the boxes in them. */
class SampleEntryTest {
  private static final BoxContext VIDEO =
      new BoxContext(ChildKind.SAMPLE_ENTRIES, HandlerBox.VIDEO);
  private static final BoxContext SOUND =
      new BoxContext(ChildKind.SAMPLE_ENTRIES, HandlerBox.SOUND);
  private static final BoxContext SOUND_V1 =
      new BoxContext(ChildKind.SAMPLE_ENTRIES_V1, HandlerBox.SOUND);

  private static final String ENTRY_START = "000000000000 0001";
  private static final String ALAW_FIELDS = "0001 0010 0000 0000 1f400000";

  @Test
  void visual_withConfiguration_roundTrips() throws MediaException {
    Box configuration = OpaqueBox.of(FourCc.of("avcC"), Boxes.bytes("01640028"));
    Boxes.check(
        VisualSampleEntry.of(FourCc.of("avc1"), 1280, 720, "Boxwire", List.of(configuration)),
        VIDEO,
        "00000062 61766331"
            + ENTRY_START
            + "00000000000000000000000000000000 0500 02d0 00480000 00480000 00000000 0001"
            + "07 426f7877697265 000000000000000000000000000000000000000000000000 0018 ffff"
            + "0000000c 61766343 01640028",
        """
        data_reference_index: 1
        pre_defined: 16 bytes 0000000000000000…
        width: 1280
        height: 720
        horizresolution: 72
        vertresolution: 72
        frame_count: 1
        compressorname: Boxwire
        depth: 24
        """);
  }

  @Test
  void visual_longCompressorName_isCutToItsField() throws MediaException {
    Box entry = VisualSampleEntry.of(FourCc.of("avc1"), 2, 2, "x".repeat(40), List.of());
    Box read = Boxes.read(ByteSource.of(Boxes.write(entry)), VIDEO);
    assertThat(((VisualSampleEntry) read).compressorName()).isEqualTo("x".repeat(31));
  }

  @Test
  void visual_compressorLengthBeyondField_isKept() throws MediaException {
    Box entry = VisualSampleEntry.of(FourCc.of("avc1"), 2, 2, "", List.of());
    String hex = Boxes.toHex(Boxes.write(entry));
    for (String length : List.of("20", "ff")) {
      String hostile = hex.substring(0, 100) + length + hex.substring(102);
      Box read = Boxes.read(ByteSource.of(Boxes.bytes(hostile)), VIDEO);
      assertThat(read).as(length).isInstanceOf(OriginalBox.class);
      assertThat(((VisualSampleEntry) read.content()).depth()).as(length).isEqualTo(24);
      assertThat(Boxes.toHex(Boxes.write(read))).isEqualTo(hostile);
    }
  }

  @Test
  void audio_version0_roundTrips() throws MediaException {
    Boxes.check(
        AudioSampleEntry.of(FourCc.of("alaw"), 1, 16, 8000, List.of()),
        SOUND,
        "00000024 616c6177" + ENTRY_START + "0000 000000000000" + ALAW_FIELDS,
        """
        data_reference_index: 1
        entry_version: 0
        vendor: 6 bytes 000000000000
        channelcount: 1
        samplesize: 16
        compression_ID: 0
        samplerate: 8000
        """);
  }

  @Test
  void audio_rateBeyond16Bits_isStoredAsZero() {
    assertThat(AudioSampleEntry.of(FourCc.of("fLaC"), 2, 24, 96_000, List.of()).sampleRate())
        .isZero();
    assertThat(AudioSampleEntry.of(FourCc.of("fLaC"), 2, 24, 48_000, List.of()).sampleRate())
        .isEqualTo(48_000L << 16);
  }

  @Test
  void audio_quickTimeVersion1_readsItsFields() throws MediaException {
    String hex =
        "0000003c 6d703461"
            + ENTRY_START
            + "0001 000000000000 0002 0010 fffe 0000 ac440000"
            + "00000400 00000001 00000002 00000002"
            + "00000008 77617665";
    AudioSampleEntry entry = (AudioSampleEntry) Boxes.read(ByteSource.of(Boxes.bytes(hex)), SOUND);
    assertThat(entry.compressionId()).isEqualTo(-2);
    assertThat(entry.channels()).isEqualTo(2);
    assertThat(entry.hertz()).isEqualTo(44_100);
    assertThat(entry.extension().samplesPerPacket()).isEqualTo(1024);
    assertThat(entry.extension().bytesPerSample()).isEqualTo(2);
    assertThat(entry.children()).containsExactly(ContainerBox.of(ContainerBox.WAVE));
    Boxes.check(
        entry,
        SOUND,
        hex,
        """
        data_reference_index: 1
        entry_version: 1
        vendor: 6 bytes 000000000000
        channelcount: 2
        samplesize: 16
        compression_ID: -2
        samplerate: 44100
        samplesPerPacket: 1024
        bytesPerPacket: 1
        bytesPerFrame: 2
        bytesPerSample: 2
        """);
  }

  @Test
  void audio_quickTimeVersion2_readsItsFields() throws MediaException {
    String hex =
        "00000050 6c70636d"
            + ENTRY_START
            + "0002 000000000000 0003 0010 fffe 0000 00010000"
            + "00000048 40e7700000000000 00000002 7f000000 00000018 00000004 00000006 00000001"
            + "00000008 6368616e";
    AudioSampleEntry entry = (AudioSampleEntry) Boxes.read(ByteSource.of(Boxes.bytes(hex)), SOUND);
    assertThat(entry.channels()).isEqualTo(2);
    assertThat(entry.hertz()).isEqualTo(48_000);
    Boxes.check(
        entry,
        SOUND,
        hex,
        """
        data_reference_index: 1
        entry_version: 2
        vendor: 6 bytes 000000000000
        channelcount: 3
        samplesize: 16
        compression_ID: -2
        samplerate: 1
        sizeOfStructOnly: 72
        audioSampleRate: 48000
        numAudioChannels: 2
        constBitsPerChannel: 24
        formatSpecificFlags: 0x00000004
        constBytesPerAudioPacket: 6
        constLPCMFramesPerAudioPacket: 1
        extra: 0 bytes\s
        """);
  }

  @Test
  void audio_version1InVersion1Description_hasNoFurtherFields() throws MediaException {
    String hex =
        "00000032 656e6361"
            + ENTRY_START
            + "0001 000000000000"
            + ALAW_FIELDS
            + "0000000e 62747274 000000000000";
    // The child is too short for btrt, so that reading it at another place could not go unnoticed.
    BadBoxes.assertCode(
        () -> Boxes.read(ByteSource.of(Boxes.bytes(hex)), SOUND_V1), MediaException.Code.MALFORMED);
    String right = hex.replace("62747274", "736b6970");
    AudioSampleEntry entry =
        (AudioSampleEntry) Boxes.read(ByteSource.of(Boxes.bytes(right)), SOUND_V1);
    assertThat(entry.extension()).isEqualTo(SoundExtension.NONE);
    assertThat(entry.children()).hasSize(1);
    assertThat(Boxes.write(entry)).isEqualTo(Boxes.bytes(right));
  }

  @Test
  void other_isKeptByteForByte() throws MediaException {
    Boxes.check(
        new OtherSampleEntry(FourCc.of("text"), 1, ByteRange.of((byte) 1, (byte) 2)),
        new BoxContext(ChildKind.SAMPLE_ENTRIES, FourCc.of("text")),
        "00000012 74657874 000000000000 0001 0102",
        """
        data_reference_index: 1
        data: 2 bytes 0102
        """);
  }

  @Test
  void audio_unknownVersion_isStillASampleEntry() throws MediaException {
    String hex = "00000024 6d703461" + ENTRY_START + "0003 000000000000" + ALAW_FIELDS;
    Box entry = Boxes.read(ByteSource.of(Boxes.bytes(hex)), SOUND);
    assertThat(entry).isInstanceOf(OtherSampleEntry.class);
    assertThat(((SampleEntry) entry).dataReferenceIndex()).isEqualTo(1);
    assertThat(Boxes.write(entry)).isEqualTo(Boxes.bytes(hex));
  }

  @Test
  void description_malformedEntry_leavesTheNumbersOfTheOthers() throws MediaException {
    Box entry = AudioSampleEntry.of(FourCc.of("alaw"), 1, 16, 8000, List.of());
    Box broken = OpaqueBox.of(FourCc.of("alaw"), Boxes.bytes("00"));
    SampleDescriptionBox box = SampleDescriptionBox.of(broken, entry);
    assertThat(box.entry(0)).isEmpty();
    assertThat(box.entry(1)).isEmpty();
    assertThat(box.entry(2)).hasValue((SampleEntry) entry);
    assertThat(box.entry(3)).isEmpty();
    assertThat(box.entries()).containsExactly((SampleEntry) entry);
  }

  @Test
  void description_inTrack_followsTheHandlerWhereverItIs() throws MediaException {
    Box entry = AudioSampleEntry.of(FourCc.of("ulaw"), 1, 16, 8000, List.of());
    Box minf =
        ContainerBox.of(
            ContainerBox.MINF, ContainerBox.of(ContainerBox.STBL, SampleDescriptionBox.of(entry)));
    Box handler = HandlerBox.of(HandlerBox.SOUND, "");
    for (Box mdia :
        List.of(
            ContainerBox.of(ContainerBox.MDIA, handler, minf),
            ContainerBox.of(ContainerBox.MDIA, minf, handler))) {
      Box read = Boxes.read(Boxes.toHex(Boxes.write(mdia)));
      assertThat(read).isEqualTo(mdia);
      assertThat(Boxes.child(read, "minf/stbl", SampleDescriptionBox.class).entries())
          .containsExactly((SampleEntry) entry);
    }
  }

  @Test
  void description_otherCountThanEntries_isKept() throws MediaException {
    String hex = "00000010 73747364 00000000 00000007";
    Box read = Boxes.read(hex);
    assertThat(read).isInstanceOf(OriginalBox.class);
    assertThat(Boxes.write(read)).isEqualTo(Boxes.bytes(hex));
  }

  @Test
  void smallBoxesInEntries_roundTrip() throws MediaException {
    Boxes.check(
        new BitRateBox(1, 2, 3),
        "00000014 62747274 00000001 00000002 00000003",
        """
        bufferSizeDB: 1
        maxBitrate: 2
        avgBitrate: 3
        """);
    Boxes.check(
        new PixelAspectRatioBox(4, 3),
        "00000010 70617370 00000004 00000003",
        """
        hSpacing: 4
        vSpacing: 3
        """);
    Boxes.check(
        new FieldOrderBox(2, 6),
        "0000000a 6669656c 02 06",
        """
        fields: 2
        detail: 6
        """);
    Boxes.check(
        new CleanApertureBox(1, 2, 3, 4, -5, 6, -7, 8),
        "00000028 636c6170 00000001 00000002 00000003 00000004 fffffffb 00000006 fffffff9 00000008",
        """
        cleanApertureWidthN: 1
        cleanApertureWidthD: 2
        cleanApertureHeightN: 3
        cleanApertureHeightD: 4
        horizOffN: -5
        horizOffD: 6
        vertOffN: -7
        vertOffD: 8
        """);
  }

  @Test
  void colour_allKinds_roundTrip() throws MediaException {
    Boxes.check(
        ColourInformationBox.nclx(9, 16, 9, ColourInformationBox.FULL_RANGE),
        "00000013 636f6c72 6e636c78 0009 0010 0009 80",
        """
        colour_type: nclx
        colour_primaries: 9
        transfer_characteristics: 16
        matrix_coefficients: 9
        full_range_flag: 0x80
        """);
    Boxes.check(
        new ColourInformationBox(ColourInformationBox.NCLC, 1, 1, 1, 0, ByteRange.EMPTY),
        "00000012 636f6c72 6e636c63 0001 0001 0001",
        """
        colour_type: nclc
        colour_primaries: 1
        transfer_characteristics: 1
        matrix_coefficients: 1
        """);
    Boxes.check(
        new ColourInformationBox(FourCc.of("prof"), 0, 0, 0, 0, ByteRange.of((byte) 9)),
        "0000000d 636f6c72 70726f66 09",
        """
        colour_type: prof
        profile: 1 bytes 09
        """);
  }

  @Test
  void protection_roundTrips() throws MediaException {
    Boxes.check(
        new OriginalFormatBox(FourCc.of("avc1")),
        "0000000c 66726d61 61766331",
        "data_format: avc1\n");
    Boxes.check(
        new SchemeTypeBox(0, 0, FourCc.of("cenc"), 0x10000, ""),
        "00000014 7363686d 00000000 63656e63 00010000",
        """
        version: 0
        flags: 0x000000
        scheme_type: cenc
        scheme_version: 65536
        """);
    Boxes.check(
        new SchemeTypeBox(0, 1, FourCc.of("cenc"), 0x10000, "u:x"),
        "00000018 7363686d 00000001 63656e63 00010000 753a7800",
        """
        version: 0
        flags: 0x000001
        scheme_type: cenc
        scheme_version: 65536
        scheme_uri: u:x
        """);
  }
}
