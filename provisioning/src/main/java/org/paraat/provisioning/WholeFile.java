package org.paraat.provisioning;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file for us alone that is there whole or not at all, even after a loss of power. */
public final class WholeFile {
  private static final Set<StandardOpenOption> ONCE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  private static final FileAttribute<Set<PosixFilePermission>> OURS_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private WholeFile() {}

  /** Puts it where it belongs, in place of what is there. */
  public static void write(Path file, byte[] bytes) throws IOException {
    put(written(file, bytes), file);
  }

  /**
   * Puts it on disk beside where it belongs.
   *
   * @return where it is until it is {@link #put}
   */
  public static Path written(Path file, byte[] bytes) throws IOException {
    Path written = file.resolveSibling(file.getFileName() + ".new");
    // half of it, when somebody was interrupted here
    Files.deleteIfExists(written);
    try (FileChannel channel = FileChannel.open(written, ONCE, OURS_ALONE)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
    return written;
  }

  /** Puts what was {@link #written} where it belongs: on return it is there whatever happens. */
  public static void put(Path written, Path file) throws IOException {
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel names = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      names.force(true);
    }
  }
}
