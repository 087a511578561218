package io.boxwire.runtime.internal;

import io.boxwire.api.CommandDescription;
import io.boxwire.api.CommandLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A command service whose commands show what the launcher does with them. */
public final class FakeShell implements BundleActivator, CommandLine {
  private BundleContext bundleContext;

  @Override
  public void start(BundleContext context) {
    bundleContext = context;
    context.registerService(CommandLine.class, this, null);
  }

  @Override
  public void stop(BundleContext context) {
    System.err.println("shell stopped");
  }

  @Override
  public List<CommandDescription> commands() {
    return List.of();
  }

  @Override
  public int run(List<String> arguments, Streams streams) throws InterruptedException {
    switch (arguments.get(0)) {
      case "echo":
        write(streams, String.join("\n", arguments.subList(1, arguments.size())));
        return DONE;
      case "plugin":
        boolean there = bundleContext.getServiceReference(FakePlugin.SERVICE) != null;
        write(streams, there ? "there" : "not there");
        return DONE;
      case "columns":
        write(streams, streams.terminalColumns().toString());
        return DONE;
      case "copy":
        try {
          streams.in().transferTo(streams.out());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return DONE;
      case "wait":
        write(streams, "waiting\n");
        try {
          new CountDownLatch(1).await();
        } finally {
          write(streams, "closed\n");
        }
        return DONE;
      case "print":
        System.out.println("for messages");
        return FAILED;
      case "defect":
        throw new IllegalArgumentException("a defect");
      default:
        return WRONG_USAGE;
    }
  }

  private static void write(Streams streams, String text) {
    try {
      streams.out().write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
