package org.paraat.provisioning.changelog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A disk that fails as it is told to. */
final class FaultyDisk implements LogDisk {
  enum Fault {
    NONE,
    /** Takes seven bytes at a time. */
    SHORT_WRITES,
    /** Takes half of what it is given, then no more. */
    FULL,
    FORCE_FAILS,
    READ_ONLY,
    /** Says nothing at all until it is let go. */
    HANGS
  }

  private volatile Fault fault = Fault.NONE;
  private volatile CountDownLatch letGo = new CountDownLatch(1);
  private int forces;

  void fails(Fault now) {
    fault = now;
    if (now == Fault.NONE) {
      letGo.countDown();
      letGo = new CountDownLatch(1);
    }
  }

  private synchronized void count() {
    forces++;
  }

  synchronized int forces() {
    return forces;
  }

  @Override
  public LogFile create(Path path) throws IOException {
    if (fault == Fault.READ_ONLY) {
      throw new IOException("read-only file system");
    }
    LogFile file = LogDisk.FILES.create(path);
    return new LogFile() {
      @Override
      public int write(ByteBuffer bytes) throws IOException {
        int most =
            switch (fault) {
              case SHORT_WRITES -> Math.min(7, bytes.remaining());
              case FULL -> bytes.remaining() / 2;
              case READ_ONLY -> throw new IOException("read-only file system");
              case NONE, FORCE_FAILS, HANGS -> bytes.remaining();
            };
        ByteBuffer part = bytes.slice(bytes.position(), most);
        int written = most == 0 ? 0 : file.write(part);
        bytes.position(bytes.position() + written);
        if (fault == Fault.FULL) {
          throw new IOException("no space left on device");
        }
        return written;
      }

      @Override
      public void force() throws IOException {
        CountDownLatch waitFor = letGo;
        if (fault == Fault.HANGS) {
          try {
            waitFor.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        }
        if (fault == Fault.FORCE_FAILS) {
          throw new IOException("input/output error");
        }
        file.force();
        count();
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }
}
