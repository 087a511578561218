package io.boxwire.device.k230.internal.ffmpeg;

import java.util.List;
import java.util.Optional;

/**
 * How a child is started.
 *
 * @param command the executable and its arguments
 * @param script what it reads on its standard input; without one, that is where it is told to end
 */
record Invocation(List<String> command, Optional<String> script) {
  Invocation {
    command = List.copyOf(command);
  }
}
