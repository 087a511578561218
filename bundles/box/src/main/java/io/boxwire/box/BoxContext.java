package io.boxwire.box;

/**
 * What the type of a box means where it is: the kind of its parent, and the handler of its track.
 */
record BoxContext(ChildKind kind, FourCc handler) {
  static final BoxContext FILE = new BoxContext(ChildKind.BOXES, FourCc.ZERO);
}
