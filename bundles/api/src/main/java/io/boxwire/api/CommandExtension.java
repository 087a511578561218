package io.boxwire.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A further command, which the {@link CommandLine} lists and runs beside its own while the service
 * is there. An OSGi service; it holds no state of a run.
 *
 * <p>The names of the framework's own commands are taken; of two extensions with one name, the one
 * of the higher {@code service.ranking} is run.
 */
@ConsumerType
public interface CommandExtension {
  /**
   * What it is called by.
   *
   * @return lower case letters, digits and dashes
   */
  String name();

  /**
   * What it does.
   *
   * @return one line, for the list of commands
   */
  String summary();

  /**
   * Runs to the end, on the calling thread, by the rules of {@link CommandLine#run}: results on
   * standard output, messages on standard error, no output overwritten unless {@code -y} is given,
   * {@code --help} answered. When the service goes while it runs, its thread is interrupted.
   *
   * @param arguments those behind the name, each taken as it is
   * @param streams where the command reads and writes; they stay open
   * @return a status: {@link CommandLine#DONE}, {@link CommandLine#FAILED} or {@link
   *     CommandLine#WRONG_USAGE}
   * @throws InterruptedException if the thread was interrupted, once the files are closed
   */
  int run(List<String> arguments, CommandLine.Streams streams) throws InterruptedException;
}
