package io.boxwire.box;

/** What the samples of a track are and how they are to be decoded (ISO/IEC 14496-12:2022 8.5.2). */
public sealed interface SampleEntry extends Box
    permits VisualSampleEntry, AudioSampleEntry, OtherSampleEntry {

  /**
   * Tells where the samples lie.
   *
   * @return an index into the {@code dref}, from 1
   */
  int dataReferenceIndex();
}
