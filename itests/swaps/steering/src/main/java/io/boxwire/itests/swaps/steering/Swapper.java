package io.boxwire.itests.swaps.steering;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

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
    Absence absence = new Absence(part);
    hurry.run();
    absence.stop = System.nanoTime();
    switch (part.way()) {
      case UPDATE, UPDATE_AND_REFRESH -> {
        watch(part, going(part, bundle));
        bundle.stop();
        absence.pass();
        Bundles.update(bundle, jar);
        if (part.way() == Part.Way.UPDATE_AND_REFRESH) {
          refresh(bundle, Optional.empty());
        }
        absence.end();
        Bundles.start(bundle);
      }
      case REFRESH -> {
        watch(part, going(part, bundle));
        Bundles.update(bundle, jar);
        refresh(bundle, Optional.of(absence));
      }
    }
    hurry.run();
    Waiting.until("work of " + part + " " + revision, () -> journal.work(revision) > 0);
    check(bundle, revision);
    return absence.swap(revision, journal.firstWork(revision).orElseThrow());
  }

  /** A swap while it is made. */
  private final class Absence {
    private final Part part;
    private long stop;
    private long wait;
    private long waited;
    private long start;
    private Journal.Offers offers;

    Absence(Part part) {
      this.part = part;
    }

    /** There is none now: has a frame offered. */
    void pass() {
      journal.absent(part.codecs());
      hurry.run();
      wait = System.nanoTime();
      Waiting.until("a frame offered without " + part, journal::offered);
      waited = System.nanoTime() - wait;
    }

    /** There will be one again. */
    void end() {
      offers = journal.present();
      start = System.nanoTime();
    }

    Swap swap(int revision, long work) {
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
  }

  /** The bundles whose class loaders go when a part is swapped. */
  private Collection<Bundle> going(Part part, Bundle bundle) {
    return part.way() == Part.Way.UPDATE
        ? List.of(bundle)
        : wiring().getDependencyClosure(List.of(bundle));
  }

  private void watch(Part part, Collection<Bundle> going) {
    for (Bundle bundle : going) {
      BundleWiring wiring = bundle.adapt(BundleWiring.class);
      if (wiring != null) {
        loaders.add(part + ": " + bundle + " " + bundle.getVersion(), wiring.getClassLoader());
      }
    }
  }

  private FrameworkWiring wiring() {
    return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
  }

  /** All that is wired to a bundle is stopped; then a frame is offered; then all is started. */
  private void refresh(Bundle bundle, Optional<Absence> absence) {
    SynchronousBundleListener between =
        event -> {
          if (event.getType() == BundleEvent.UNRESOLVED && event.getBundle() == bundle) {
            absence.ifPresent(Absence::pass);
            absence.ifPresent(Absence::end);
          }
        };
    AtomicBoolean refreshed = new AtomicBoolean();
    context.addBundleListener(between);
    try {
      wiring()
          .refreshBundles(
              List.of(bundle), event -> refreshed.compareAndSet(false, isRefreshed(event)));
      Waiting.until("the refresh of " + bundle, refreshed::get);
    } finally {
      context.removeBundleListener(between);
    }
  }

  private static boolean isRefreshed(FrameworkEvent event) {
    return event.getType() == FrameworkEvent.PACKAGES_REFRESHED;
  }

  /** Goes back to the revisions that were there at first. */
  void restore() throws BundleException {
    for (Part part : revisions.keySet()) {
      Bundle bundle = bundle(part);
      watch(part, going(part, bundle));
      Bundles.update(bundle, revisions.get(part).plain());
      if (part.way() != Part.Way.UPDATE) {
        refresh(bundle, Optional.empty());
      }
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
    return Bundles.of(context, part.symbolicName());
  }
}
