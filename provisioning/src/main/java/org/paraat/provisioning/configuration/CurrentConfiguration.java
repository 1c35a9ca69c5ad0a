package org.paraat.provisioning.configuration;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.paraat.engine.Credentials;
import org.paraat.engine.TrunkSources;
import org.paraat.pbx.directory.Directory;
import org.paraat.provisioning.store.ConfigurationSnapshot;
import org.paraat.provisioning.store.KnownCredentials;
import org.paraat.provisioning.store.KnownPortalUsers;
import org.paraat.provisioning.store.PortalUsers;
import org.paraat.provisioning.store.SecretSeal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is configured now: exchanged while calls go on, and kept on disk for the next start. */
public final class CurrentConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(CurrentConfiguration.class);

  private final SnapshotFiles files;
  private final Reach reach;
  private final KnownCredentials credentials;
  private final KnownPortalUsers portalUsers = new KnownPortalUsers(List.of());
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Consumer<Directory>> followers = new ArrayList<>();
  private volatile Optional<ConfigurationSnapshot> current = Optional.empty();
  private volatile Optional<String> complaint = Optional.empty();

  /** Who can reach what we listen on. */
  public enum Reach {
    THIS_MACHINE,
    /** So secrets that anybody can read in our documentation are not taken into use. */
    OTHERS
  }

  public CurrentConfiguration(SnapshotFiles files, Reach reach) {
    this.files = files;
    this.reach = reach;
    credentials = new KnownCredentials(new SecretSeal(files.folder()));
  }

  /**
   * Takes what an earlier life has left into use.
   *
   * @return whether there was something
   */
  public boolean readFromDisk() throws IOException {
    Optional<ConfigurationSnapshot> found = files.read();
    found.ifPresent(this::use);
    return found.isPresent();
  }

  /**
   * Takes what the database holds into use, unless it is what is in use already or must not be.
   *
   * @return whether it is in use now
   */
  public boolean take(ConfigurationSnapshot read) {
    lock.lock();
    try {
      Optional<String> objection = objectionTo(read);
      if (objection.isPresent()) {
        complain(objection.get());
        return false;
      }
      // first on disk: after a loss of power nothing older than what was in use comes back
      keep(read);
      if (isNew(read)) {
        use(read);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The first configuration is judged by whoever starts us, who can refuse to start. */
  private Optional<String> objectionTo(ConfigurationSnapshot read) {
    if (current.isEmpty()) {
      return Optional.empty();
    }
    long version = read.directory().version();
    if (version == 0 && current.get().directory().version() > 0) {
      return Optional.of(
          "the database is empty, so calls go on with version "
              + current.get().directory().version()
              + ": put a back-up into it, or remove configuration.snapshot* to begin anew");
    }
    if (reach == Reach.OTHERS && !read.wellKnownSecrets().isEmpty()) {
      return Optional.of(
          "version "
              + version
              + " is not used, because others can reach us and it has well-known secrets: "
              + String.join(", ", read.wellKnownSecrets()));
    }
    return TrunkSources.objectionTo(read.directory())
        .map(objection -> "version " + version + " is not used: " + objection);
  }

  private boolean isNew(ConfigurationSnapshot read) {
    return current.isEmpty() || !files.isSame(current.get(), read);
  }

  private void use(ConfigurationSnapshot taken) {
    long before = current.map(known -> known.directory().version()).orElse(0L);
    credentials.replace(taken.secrets(), taken.trunkSecrets());
    portalUsers.replace(taken.portalUsers());
    current = Optional.of(taken);
    if (before > taken.directory().version()) {
      LOG.warn(
          "configuration {} is in use, older than {}: a back-up?",
          taken.directory().version(),
          before);
    } else if (before > 0) {
      LOG.info("configuration {} is in use", taken.directory().version());
    }
    followers.forEach(follower -> follower.accept(taken.directory()));
  }

  private void keep(ConfigurationSnapshot taken) {
    try {
      // without anything configured there is nothing to start from: the database is asked again
      if (taken.directory().version() > 0) {
        files.write(taken);
      }
      complaint = Optional.empty();
    } catch (IOException e) {
      complain(
          "version "
              + taken.directory().version()
              + " is in use and could not be kept on disk for the next start: "
              + e);
    }
  }

  private void complain(String why) {
    if (!complaint.equals(Optional.of(why))) {
      LOG.error("configuration: {}", why);
    }
    complaint = Optional.of(why);
  }

  /** Told of each directory from now on; at once when there is another one than they know. */
  public void follow(Directory known, Consumer<Directory> follower) {
    lock.lock();
    try {
      followers.add(follower);
      if (directory() != known) {
        follower.accept(directory());
      }
    } finally {
      lock.unlock();
    }
  }

  public Directory directory() {
    return current.map(ConfigurationSnapshot::directory).orElse(Directory.EMPTY);
  }

  /** Empty as long as nothing was found, on disk or in the database. */
  public Optional<ConfigurationSnapshot> snapshot() {
    return current;
  }

  public Credentials credentials() {
    return credentials;
  }

  public PortalUsers portalUsers() {
    return portalUsers;
  }

  /** What is wrong with it, in words for the operator; empty when nothing is. */
  public Optional<String> complaint() {
    return complaint;
  }
}
