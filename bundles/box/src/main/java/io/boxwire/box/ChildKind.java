package io.boxwire.box;

/** What the types of the boxes inside a box mean: only there is {@code alaw} a sample entry. */
public enum ChildKind {
  /** Boxes like any other. */
  BOXES,
  /** Sample entries of a version 0 {@code stsd}, where QuickTime's extensions may come. */
  SAMPLE_ENTRIES,
  /** Sample entries of a version 1 {@code stsd}. */
  SAMPLE_ENTRIES_V1,
  /** References of a track, whose type is the type of the reference. */
  TRACK_REFERENCES
}
