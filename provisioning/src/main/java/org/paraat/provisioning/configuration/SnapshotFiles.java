package org.paraat.provisioning.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.paraat.provisioning.WholeFile;
import org.paraat.provisioning.store.ConfigurationSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration of the last life on disk, and the one before it: for a start without the
 * database. It holds hashed secrets, so that only we may read it.
 */
public final class SnapshotFiles {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotFiles.class);

  private final SnapshotForm form = new SnapshotForm();
  private final Path folder;
  private final String source;
  private final Path newest;
  private final Path previous;
  private byte[] onDisk = {};

  /**
   * @param source which database the configuration is of: one of another database is passed over
   */
  public SnapshotFiles(Path folder, String source) {
    this.folder = folder;
    this.source = source;
    newest = folder.resolve("configuration.snapshot");
    previous = folder.resolve("configuration.snapshot.previous");
  }

  Path folder() {
    return folder;
  }

  /** The newest that can be read; one that is damaged is set aside for whoever wants to look. */
  public Optional<ConfigurationSnapshot> read() throws IOException {
    for (Path file : List.of(newest, previous)) {
      Optional<ConfigurationSnapshot> found = read(file);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<ConfigurationSnapshot> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      SnapshotForm.Found found = form.read(bytes);
      if (!found.source().equals(source)) {
        LOG.warn("{} is of the database {}, not of {}: not used", file, found.source(), source);
        return Optional.empty();
      }
      if (file.equals(newest)) {
        onDisk = bytes;
      }
      return Optional.of(found.configuration());
    } catch (SnapshotForm.Unreadable e) {
      passOver(file, e);
      return Optional.empty();
    }
  }

  /** Whether two configurations say the same. */
  boolean isSame(ConfigurationSnapshot one, ConfigurationSnapshot other) {
    return Arrays.equals(form.write(source, one), form.write(source, other));
  }

  private static void passOver(Path file, SnapshotForm.Unreadable why) throws IOException {
    switch (why.kind()) {
      case OF_ANOTHER_RELEASE -> LOG.info("{} is not used: {}", file, why.getMessage());
      case DAMAGED -> {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        LOG.error("{} is damaged ({}): set aside as {}", file, why.getMessage(), aside);
      }
    }
  }

  /**
   * Puts a configuration on disk, where it is on return whatever happens then; the one that was
   * there becomes the previous one. Does nothing when it is there already.
   *
   * @return whether it was not there yet
   */
  public boolean write(ConfigurationSnapshot configuration) throws IOException {
    byte[] bytes = form.write(source, configuration);
    if (Arrays.equals(bytes, onDisk)) {
      return false;
    }
    Path written = WholeFile.written(newest, bytes);
    if (Files.exists(newest)) {
      Files.move(newest, previous, StandardCopyOption.ATOMIC_MOVE);
    }
    WholeFile.put(written, newest);
    onDisk = bytes;
    return true;
  }
}
