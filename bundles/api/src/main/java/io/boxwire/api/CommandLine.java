package io.boxwire.api;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The commands ({@code record}, {@code mux}, {@code info}, and so on), as a service that takes its
 * arguments as a list and so never quotes, splits or expands them.
 *
 * <p>One service serves every command. It holds no state of a run: several runs may be in progress
 * at once, on different threads.
 */
@ProviderType
public interface CommandLine {
  /** Status: the work is done. */
  int DONE = 0;

  /** Status: the media are bad, or the work failed. */
  int FAILED = 1;

  /** Status: wrong usage; nothing was touched. */
  int WRONG_USAGE = 2;

  /**
   * Runs one command to its end, on the calling thread.
   *
   * <p>Interrupting that thread ends the command in order: a recording in progress closes its file
   * so that it plays, other work removes what it left half done; then the method throws {@link
   * InterruptedException}. A second interrupt is not needed and changes nothing.
   *
   * <p>What goes wrong is said on {@link Streams#err()} and shown by the status; nothing but the
   * interruption is thrown for bad input or bad arguments.
   *
   * @param arguments the name of the command, then its arguments, each taken as it is; an empty
   *     list is wrong usage
   * @param streams where the command reads and writes; they stay open
   * @return {@link #DONE}, {@link #FAILED} or {@link #WRONG_USAGE}
   * @throws InterruptedException if the thread was interrupted, once the files are closed
   */
  int run(List<String> arguments, Streams streams) throws InterruptedException;

  /**
   * The commands that can be run now, those of {@link CommandExtension}s among them.
   *
   * @return a snapshot, the framework's own commands first
   */
  List<CommandDescription> commands();

  /**
   * Where a command reads and writes. Immutable; text is written in UTF-8.
   *
   * <p>The streams belong to the caller. A command flushes what it has written before it returns.
   */
  final class Streams {
    private final InputStream in;
    private final OutputStream out;
    private final PrintStream err;
    private final Path directory;
    private final int columns;

    private Streams(
        InputStream in, OutputStream out, PrintStream err, Path directory, int columns) {
      this.in = Objects.requireNonNull(in, "in");
      this.out = Objects.requireNonNull(out, "out");
      this.err = Objects.requireNonNull(err, "err");
      this.directory = directory.toAbsolutePath();
      this.columns = columns;
    }

    /**
     * Makes streams of a command that runs in the process's working directory, with no terminal.
     *
     * @param in standard input; a {@link java.io.FileInputStream} lets the command read the file or
     *     pipe below by its channel
     * @param out standard output, for results, text or bytes; a {@link java.io.FileOutputStream}
     *     lets the command write the file or pipe below by its channel
     * @param err standard error, for messages
     * @return the streams
     */
    public static Streams of(InputStream in, OutputStream out, PrintStream err) {
      return new Streams(in, out, err, Path.of(""), 0);
    }

    /**
     * The same streams, with relative file names meant in another directory.
     *
     * @param workingDirectory the directory
     * @return new streams
     */
    public Streams inDirectory(Path workingDirectory) {
      return new Streams(in, out, err, workingDirectory, columns);
    }

    /**
     * The same streams, where messages are shown on a terminal, so that progress may be drawn.
     *
     * @param width the width of the terminal in columns, at least 1
     * @return new streams
     * @throws IllegalArgumentException if the width is less than 1
     */
    public Streams onTerminal(int width) {
      if (width < 1) {
        throw new IllegalArgumentException("a terminal of " + width + " columns");
      }
      return new Streams(in, out, err, directory, width);
    }

    /**
     * Standard input.
     *
     * @return the stream
     */
    public InputStream in() {
      return in;
    }

    /**
     * Standard output: results, and nothing else.
     *
     * @return the stream
     */
    public OutputStream out() {
      return out;
    }

    /**
     * Standard error: messages and progress.
     *
     * @return the stream
     */
    public PrintStream err() {
      return err;
    }

    /**
     * The directory in which relative file names are meant.
     *
     * @return an absolute path
     */
    public Path workingDirectory() {
      return directory;
    }

    /**
     * The width of the terminal that shows {@link #err()}.
     *
     * @return the width in columns; empty if it is not a terminal, and progress is not to be drawn
     */
    public OptionalInt terminalColumns() {
      return columns == 0 ? OptionalInt.empty() : OptionalInt.of(columns);
    }
  }
}
