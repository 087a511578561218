package io.boxwire.shell.karaf.internal;

import io.boxwire.api.CommandDescription;
import io.boxwire.api.CommandExtension;
import io.boxwire.api.CommandLine;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Keeps the commands in Karaf's shell the same as those that the command service runs. When that
 * service goes, so do they; one that is running is told by the service itself to return.
 *
 * <p>Sessions of Karaf keep commands in their completers until they complete again. So a command
 * holds this object alone, and this object nothing once it is deactivated.
 */
@Component(
    service = {},
    immediate = true)
public final class KarafCommands {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

  private final Map<ServiceReference<?>, String> extensions = new HashMap<>();
  private final Map<String, MediaCommand> shown = new HashMap<>();
  private final Registry registry;
  private volatile Optional<CommandLine> service;
  private Set<String> own = Set.of();

  /**
   * Makes the commands; they are shown by {@link #activate()}.
   *
   * @param sessions Karaf's shell
   * @param service runs the commands
   */
  @Activate
  public KarafCommands(@Reference SessionFactory sessions, @Reference CommandLine service) {
    this.registry = sessions.getRegistry();
    this.service = Optional.of(service);
  }

  @Activate
  synchronized void activate() {
    Set<String> names = new HashSet<>();
    descriptions().forEach(command -> names.add(command.name()));
    names.removeAll(extensions.values());
    own = names;
    update();
  }

  @Deactivate
  synchronized void deactivate() {
    service = Optional.empty();
    own = Set.of();
    extensions.clear();
    update();
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  synchronized void bindExtension(
      CommandExtension extension, ServiceReference<CommandExtension> reference) {
    nameOf(extension).ifPresent(name -> extensions.put(reference, name));
    update();
  }

  synchronized void unbindExtension(ServiceReference<CommandExtension> reference) {
    extensions.remove(reference);
    update();
  }

  /** What the command service would not run is not shown; {@code plugins} tells why. */
  private static Optional<String> nameOf(CommandExtension extension) {
    try {
      return Optional.ofNullable(extension.name()).filter(name -> NAME.matcher(name).matches());
    } catch (RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }

  private void update() {
    Set<String> wanted = new HashSet<>(own);
    if (!own.isEmpty()) {
      wanted.addAll(extensions.values());
    }
    for (String name : Set.copyOf(shown.keySet())) {
      if (!wanted.contains(name)) {
        registry.unregister(shown.remove(name));
      }
    }
    for (String name : wanted) {
      if (!shown.containsKey(name)) {
        MediaCommand command = new MediaCommand(name, this);
        shown.put(name, command);
        registry.register(command);
      }
    }
  }

  /** What runs the commands, if it is still there. */
  Optional<CommandLine> service() {
    return service;
  }

  /** What the command service says of a command now. */
  Optional<CommandDescription> description(String name) {
    return descriptions().stream().filter(command -> command.name().equals(name)).findFirst();
  }

  private Collection<CommandDescription> descriptions() {
    return service.map(CommandLine::commands).orElse(List.of());
  }
}
