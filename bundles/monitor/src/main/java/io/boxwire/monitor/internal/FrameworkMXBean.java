package io.boxwire.monitor.internal;

import java.util.List;

/** What the framework is made of now, as management tools see it. */
public interface FrameworkMXBean {
  /**
   * The codec plugins present.
   *
   * @return a line for each: codec, bundle, version and ranking, separated by blanks
   */
  List<String> getCodecs();

  /**
   * The containers that can be written.
   *
   * @return a line for each: container, bundle, version and ranking
   */
  List<String> getMuxers();

  /**
   * The containers that can be read.
   *
   * @return a line for each: container, bundle, version and ranking
   */
  List<String> getDemuxers();

  /**
   * The capture devices present.
   *
   * @return a line for each: device, bundle, version and ranking
   */
  List<String> getDevices();

  /**
   * The recordings.
   *
   * @return how many have not ended, or are asked for by configuration
   */
  int getRecordings();
}
