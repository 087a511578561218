package io.boxwire.box;

/** Where a box is among the others; made to text only when somebody asks. */
record BoxPath(BoxPath parent, FourCc type, int index, int depth) {
  static final BoxPath ROOT = new BoxPath(null, FourCc.ZERO, 1, 0);

  BoxPath child(FourCc childType, int childIndex) {
    return new BoxPath(this, childType, childIndex, depth + 1);
  }

  @Override
  public String toString() {
    if (parent == null) {
      return "";
    }
    String step = index == 1 ? type.toString() : type + "[" + index + "]";
    return parent.parent == null ? step : parent + "/" + step;
  }
}
