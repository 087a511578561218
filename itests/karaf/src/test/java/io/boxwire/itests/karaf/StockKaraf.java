package io.boxwire.itests.karaf;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Enumeration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A Karaf as it is downloaded: unzipped, started by its own {@code bin/karaf} as a process, spoken
 * to through its own {@code bin/client}. All that is changed in its {@code etc} is what a user
 * would change: ports that are free, a user, and where its Maven artifacts come from.
 */
final class StockKaraf implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final Duration COMMAND = Duration.ofSeconds(90);

  private final Path home;
  private final Process process;

  private StockKaraf(Path home, Process process) {
    this.home = home;
    this.process = process;
  }

  /**
   * Unzips and starts one, and waits until it takes commands.
   *
   * @param zip the distribution
   * @param repository the Maven repository it takes artifacts from
   * @param folder where it lives
   */
  static StockKaraf start(Path zip, Path repository, Path folder) throws Exception {
    Path home = folder.resolve(unzip(zip, folder));
    configure(home, repository);
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("bin/karaf").toString(), "server")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("karaf.out").toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    StockKaraf karaf = new StockKaraf(home, builder.start());
    try {
      Waiting.until("commands of Karaf", START, () -> karaf.client("version").status() == 0);
    } catch (Exception | AssertionError e) {
      karaf.close();
      throw e;
    }
    return karaf;
  }

  /** Unzips into a folder, makes the scripts executable, and returns the name of the top folder. */
  private static String unzip(Path zip, Path folder) throws IOException {
    String top = "";
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Enumeration<? extends ZipEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        Path path = folder.resolve(entry.getName());
        top = folder.relativize(path).getName(0).toString();
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          try (InputStream in = file.getInputStream(entry)) {
            Files.copy(in, path);
          }
          if (path.getParent().endsWith("bin")) {
            assertTrue(path.toFile().setExecutable(true));
          }
        }
      }
    }
    return top;
  }

  private static void configure(Path home, Path repository) throws IOException {
    Path etc = home.resolve("etc");
    int[] ports = FreePorts.find(3);
    set(etc.resolve("org.apache.karaf.shell.cfg"), "sshPort", "" + ports[0]);
    set(etc.resolve("org.apache.karaf.management.cfg"), "rmiRegistryPort", "" + ports[1]);
    set(etc.resolve("org.apache.karaf.management.cfg"), "rmiServerPort", "" + ports[2]);
    set(
        etc.resolve("org.ops4j.pax.url.mvn.cfg"),
        "org.ops4j.pax.url.mvn.repositories",
        repository.toUri() + "@id=boxwire@snapshots@checksum=ignore");
    set(
        etc.resolve("org.ops4j.pax.url.mvn.cfg"),
        "org.ops4j.pax.url.mvn.localRepository",
        home.resolve("data/m2").toString());
    Files.writeString(
        etc.resolve("users.properties"),
        """
        karaf = karaf,_g_:admingroup
        _g_\\:admingroup = group,admin,manager,viewer,systembundles,ssh
        """,
        StandardOpenOption.APPEND);
  }

  /** A later value of a properties file takes the place of an earlier one. */
  private static void set(Path file, String key, String value) throws IOException {
    Files.writeString(file, "\n" + key + " = " + value + "\n", StandardOpenOption.APPEND);
  }

  /** What a client said, and its status. */
  record Said(int status, String text) {}

  /** A client in progress. */
  record Client(Process process, CompletableFuture<String> text) {
    boolean isRunning() {
      return process.isAlive();
    }

    /** Waits for its end. */
    Said await() throws Exception {
      try {
        String said = text.get(COMMAND.toSeconds(), TimeUnit.SECONDS);
        assertTrue(process.waitFor(COMMAND.toSeconds(), TimeUnit.SECONDS));
        return new Said(process.exitValue(), said);
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }

  /** Starts a client with commands, one a line. */
  Client begin(String... commands) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            home.resolve("bin/client").toString(), "-u", "karaf", "-p", "karaf", "-b");
    builder.redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process client = builder.start();
    CompletableFuture<String> text =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
              } catch (IOException e) {
                return e.toString();
              }
            });
    try (var in = client.outputWriter(StandardCharsets.UTF_8)) {
      in.write(String.join("\n", commands) + "\n");
    }
    return new Client(client, text);
  }

  /** Runs commands by a client, and waits for their end. */
  Said client(String... commands) throws Exception {
    return begin(commands).await();
  }

  /** Shuts it down by a command and waits for the end of its process. */
  int shutDown() throws Exception {
    client("system:shutdown -f");
    assertTrue("Karaf ends", process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS));
    return process.exitValue();
  }

  /** What it has logged. */
  String log() throws IOException {
    return Files.readString(home.resolve("data/log/karaf.log"));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
