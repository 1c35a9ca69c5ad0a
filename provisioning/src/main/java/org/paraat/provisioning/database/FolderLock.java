package org.paraat.provisioning.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.paraat.provisioning.ProvisioningFailed;

/** Keeps a second Paraat out of a data folder; the kernel frees it when a process is killed. */
public final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws ProvisioningFailed when another Paraat uses the folder
   */
  public static FolderLock take(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw inUse(folder, e);
    }
    if (lock == null) {
      channel.close();
      throw inUse(folder, null);
    }
    return new FolderLock(channel);
  }

  private static ProvisioningFailed inUse(Path folder, Throwable cause) {
    return new ProvisioningFailed(
        "another Paraat uses the data folder " + folder + ": stop it or choose another folder",
        cause);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
