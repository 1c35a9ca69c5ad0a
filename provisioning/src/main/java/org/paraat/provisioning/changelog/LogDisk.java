package org.paraat.provisioning.changelog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where files are made that outlive a loss of power; in tests one that fails on demand. */
interface LogDisk {

  /** A new and empty file: on return its name outlives a loss of power. */
  LogFile create(Path path) throws IOException;

  /** A file that only grows. */
  interface LogFile extends Closeable {

    /**
     * @return how many bytes were written, which may be less than there are
     */
    int write(ByteBuffer bytes) throws IOException;

    /** On return everything that was written outlives a loss of power. */
    void force() throws IOException;
  }

  /** The files of this machine. */
  LogDisk FILES =
      path -> {
        FileChannel channel =
            FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel folder = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
          folder.force(true);
        }
        return new LogFile() {
          @Override
          public int write(ByteBuffer bytes) throws IOException {
            return channel.write(bytes);
          }

          @Override
          public void force() throws IOException {
            channel.force(false);
          }

          @Override
          public void close() throws IOException {
            channel.close();
          }
        };
      };
}
