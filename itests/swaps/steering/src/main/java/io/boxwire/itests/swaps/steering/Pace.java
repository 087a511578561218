package io.boxwire.itests.swaps.steering;

/** How fast the load offers frames. */
enum Pace {
  /** As fast as they are taken. */
  FREE(""),
  /** As fast as they are taken, so many around each swap; with little room for those that wait. */
  FAST(" buffer=2048"),
  /** When they are due. */
  REALTIME("");

  private final String options;

  Pace(String options) {
    this.options = options;
  }

  /** What else is ordered with it. */
  String options() {
    return options;
  }
}
