import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Makes a new codec plugin of the template beside this file, in one command that needs nothing but
 * Java 17:
 *
 * <pre>
 * java itests/plugin-template/NewPlugin.java org.acme.codec.speex ../speex
 * </pre>
 *
 * The last part of the package is the codec's name, and the first part of its classes' names.
 */
final class NewPlugin {
  private static final String PACKAGE = "com.example.codec.pcm16";
  private static final String GROUP = "com.example.codec";
  private static final String CODEC = "pcm16";
  private static final String CLASSES = "Pcm16";

  private final Path template;
  private final String newPackage;
  private final String newGroup;
  private final String newCodec;
  private final String newClasses;

  private NewPlugin(Path template, String newPackage) {
    int dot = newPackage.lastIndexOf('.');
    this.template = template;
    this.newPackage = newPackage;
    this.newGroup = newPackage.substring(0, dot);
    this.newCodec = newPackage.substring(dot + 1);
    this.newClasses = newCodec.substring(0, 1).toUpperCase(Locale.ROOT) + newCodec.substring(1);
  }

  public static void main(String[] arguments) throws IOException {
    PrintStream err = System.err;
    if (arguments.length < 2 || arguments.length > 3) {
      err.println("usage: java NewPlugin.java PACKAGE FOLDER [TEMPLATE]");
      err.println("  PACKAGE   such as org.acme.codec.speex; its last part names the codec");
      err.println("  FOLDER    for the new project; must not exist");
      err.println("  TEMPLATE  the folder to copy; itests/plugin-template/template by default");
      System.exit(2);
    }
    Path template =
        arguments.length == 3
            ? Path.of(arguments[2])
            : Path.of("itests", "plugin-template", "template");
    Path folder = Path.of(arguments[1]);
    if (!arguments[0].matches("[a-z][a-z0-9]*(\\.[a-z][a-z0-9]*)+")) {
      err.println("not a package of two parts or more, in lower case: " + arguments[0]);
      System.exit(2);
    }
    if (!Files.isDirectory(template) || Files.exists(folder)) {
      err.println(
          Files.exists(folder)
              ? folder + " exists"
              : template
                  + " is not there: run this in a"
                  + " checkout of Boxwire, or name the template");
      System.exit(2);
    }
    new NewPlugin(template, arguments[0]).copyTo(folder);
    System.out.println(folder + " is ready: run mvn verify in it");
  }

  private void copyTo(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(template)) {
      files = all.filter(Files::isRegularFile).filter(file -> !isOutput(file)).toList();
    }
    for (Path file : files) {
      String name = template.relativize(file).toString().replace('\\', '/');
      Path target = folder.resolve(renamed(name));
      Files.createDirectories(target.getParent());
      Files.writeString(target, renamed(Files.readString(file)));
    }
  }

  private boolean isOutput(Path file) {
    return template.relativize(file).startsWith("target");
  }

  /** The longer names first: the shorter ones are parts of them. */
  private String renamed(String text) {
    return text.replace(PACKAGE, "\u0001")
        .replace(PACKAGE.replace('.', '/'), "\u0002")
        .replace(GROUP, newGroup)
        .replace(CLASSES, newClasses)
        .replace(CODEC, newCodec)
        .replace("\u0001", newPackage)
        .replace("\u0002", newPackage.replace('.', '/'));
  }
}
