package io.boxwire.itests.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.mavenBundle;
import static org.ops4j.pax.exam.OptionUtils.combine;

import io.boxwire.api.CommandExtension;
import io.boxwire.api.CommandLine;
import io.boxwire.api.CommandLine.Streams;
import io.boxwire.itests.felix.CommandLineSupport.Result;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** Commands that come and go as services, and Gogo, which calls them. */
public class CommandExtensionIT extends FelixTestSupport {
  private static final String PROCESSOR = "org.apache.felix.service.command.CommandProcessor";

  @Override
  @Configuration
  public Option[] configuration() {
    return combine(
        super.configuration(),
        mavenBundle("org.apache.felix", "org.apache.felix.gogo.runtime")
            .versionAsInProject()
            .startLevel(20));
  }

  /** Prints its arguments, or waits until it is ended. */
  private static final class Echo implements CommandExtension {
    final CountDownLatch waiting = new CountDownLatch(1);

    @Override
    public String name() {
      return "my-echo";
    }

    @Override
    public String summary() {
      return "says it again";
    }

    @Override
    public int run(List<String> arguments, Streams streams) throws InterruptedException {
      if (arguments.equals(List.of("wait"))) {
        waiting.countDown();
        new CountDownLatch(1).await();
      }
      new PrintStream(streams.out(), true, StandardCharsets.UTF_8).println(arguments);
      return arguments.isEmpty() ? CommandLine.WRONG_USAGE : CommandLine.DONE;
    }
  }

  private Result run(String... words) throws InterruptedException {
    return CommandLineSupport.run(service(CommandLine.class), Path.of(""), words);
  }

  @Test
  public void run_commandComesAndGoes_isFoundWhileItIsThere() throws Exception {
    assertEquals(CommandLine.WRONG_USAGE, run("my-echo", "a").status());
    ServiceRegistration<CommandExtension> registration =
        context.registerService(CommandExtension.class, new Echo(), null);
    assertEquals("[a b, $c]\n", run("my-echo", "a b", "$c").out());
    assertTrue(run("--help").out().contains("  my-echo      says it again\n"));
    registration.unregister();
    assertEquals(
        "boxwire: there is no command my-echo; --help lists them\n", run("my-echo", "a").err());
  }

  @Test
  public void run_commandGoesWhileItRuns_endsWithAMessage() throws Exception {
    Echo echo = new Echo();
    ServiceRegistration<CommandExtension> registration =
        context.registerService(CommandExtension.class, echo, null);
    CompletableFuture<Result> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(run("my-echo", "wait"));
              } catch (InterruptedException e) {
                result.completeExceptionally(e);
              }
            });
    thread.start();
    echo.waiting.await();
    registration.unregister();
    assertEquals(CommandLine.FAILED, result.get(10, TimeUnit.SECONDS).status());
    assertEquals("boxwire: my-echo: its bundle has stopped\n", result.get().err());
  }

  @Test
  public void gogo_nameWithADash_isAFunctionWhileItIsThere() throws Exception {
    assertTrue(gogo("media:info --help").startsWith("usage: info "));
    assertTrue(gogo("media:k230-example --help").startsWith("usage: k230-example "));
    ServiceRegistration<CommandExtension> registration =
        context.registerService(CommandExtension.class, new Echo(), null);
    assertEquals("[a, b c, $d]\n", gogo("media:my-echo a 'b c' '$d'"));
    assertTrue(
        assertThrows(Exception.class, () -> gogo("media:my-echo"))
            .getMessage()
            .contains("my-echo ended with status 2"));
    registration.unregister();
    assertThrows(Exception.class, () -> gogo("media:my-echo a"));
    assertFalse(gogo("media:plugins").contains("my-echo"));
  }

  /** Called by reflection: the test has no wire to Gogo, as the shell has none. */
  private String gogo(String line) throws Exception {
    ServiceReference<?>[] references = context.getAllServiceReferences(PROCESSOR, null);
    Object processor = context.getService(references[0]);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream text = new PrintStream(out, true, StandardCharsets.UTF_8);
    Method create =
        processor
            .getClass()
            .getMethod("createSession", InputStream.class, OutputStream.class, OutputStream.class);
    Object session = create.invoke(processor, InputStream.nullInputStream(), text, text);
    try {
      session.getClass().getMethod("execute", CharSequence.class).invoke(session, line);
    } catch (InvocationTargetException e) {
      throw (Exception) e.getCause();
    }
    text.flush();
    return out.toString(StandardCharsets.UTF_8);
  }
}
