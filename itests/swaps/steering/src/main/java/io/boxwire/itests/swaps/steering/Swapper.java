package io.boxwire.itests.swaps.steering;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;

/** Stops a bundle, has a frame offered while it is away, and starts another revision of it. */
final class Swapper {
  private final BundleContext context;
  private final Path jars;
  private final Journal journal;
  private final LoaderWatch loaders;
  private final Runnable hurry;
  private final Map<Part, Revision> revisions = new EnumMap<>(Part.class);
  private int last;

  /**
   * Makes a swapper.
   *
   * @param jars the folder of the jars
   * @param loaders is given the class loader of each revision that goes
   * @param hurry has more frames offered
   */
  Swapper(BundleContext context, Path jars, Journal journal, LoaderWatch loaders, Runnable hurry) {
    this.context = context;
    this.jars = jars;
    this.journal = journal;
    this.loaders = loaders;
    this.hurry = hurry;
  }

  /** Swaps a bundle, and returns when the new revision has worked. */
  Swap swap(Part part) throws BundleException {
    int revision = ++last;
    Bundle bundle = bundle(part);
    InputStream jar = revision(part).jar(revision);
    loaders.add(
        part + " " + bundle.getVersion(), bundle.adapt(BundleWiring.class).getClassLoader());
    hurry.run();
    long stop = System.nanoTime();
    bundle.stop();
    journal.absent(part.codecs());
    hurry.run();
    long wait = System.nanoTime();
    Waiting.until("a frame offered without " + part, () -> journal.offers() > 0);
    long waited = System.nanoTime() - wait;
    bundle.update(jar);
    Journal.Offers offers = journal.present();
    long start = System.nanoTime();
    bundle.start();
    hurry.run();
    Waiting.until("work of " + part + " " + revision, () -> journal.work(revision) > 0);
    long work = journal.firstWork(revision).orElseThrow();
    check(bundle, revision);
    long sinceOffer = Math.max(0, wait + waited - offers.first());
    return new Swap(
        part,
        revision,
        offers.count(),
        work - stop,
        waited,
        work - offers.first() - sinceOffer,
        work - start);
  }

  /** Goes back to the revisions that were there at first. */
  void restore() throws BundleException {
    for (Part part : revisions.keySet()) {
      Bundle bundle = bundle(part);
      loaders.add(
          part + " " + bundle.getVersion(), bundle.adapt(BundleWiring.class).getClassLoader());
      bundle.update(revisions.get(part).plain());
    }
    revisions.clear();
  }

  private Revision revision(Part part) {
    return revisions.computeIfAbsent(part, p -> new Revision(jars.resolve(p.jar()), p.weave()));
  }

  private static void check(Bundle bundle, int revision) {
    if (bundle.getState() != Bundle.ACTIVE
        || !bundle.getVersion().toString().equals(Revision.version(revision))) {
      throw new AssertionError(bundle + " is not at " + Revision.version(revision));
    }
  }

  private Bundle bundle(Part part) {
    return Stream.of(context.getBundles())
        .filter(bundle -> part.symbolicName().equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }
}
