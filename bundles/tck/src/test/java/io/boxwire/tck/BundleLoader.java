package io.boxwire.tck;

import io.boxwire.api.codec.CodecPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;

/** Loads a plugin's class from a folder, as from a bundle of its own. */
final class BundleLoader extends URLClassLoader {
  private final Class<? extends CodecPlugin> type;

  BundleLoader(Path bundle, Class<? extends CodecPlugin> type) throws IOException {
    super(new URL[] {bundle.toUri().toURL()}, type.getClassLoader());
    this.type = type;
    String file = type.getName().replace('.', '/') + ".class";
    Path copy = bundle.resolve(file);
    Files.createDirectories(copy.getParent());
    try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
      Files.write(copy, in.readAllBytes());
    }
  }

  CodecPlugin plugin() throws ReflectiveOperationException {
    return (CodecPlugin) loadClass(type.getName()).getDeclaredConstructor().newInstance();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.equals(type.getName())) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }

  @Override
  public URL getResource(String name) {
    return findResource(name);
  }

  /** Its own alone: the services files of the class path are of other bundles. */
  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return findResources(name);
  }
}
