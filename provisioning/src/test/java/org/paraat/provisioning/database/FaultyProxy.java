package org.paraat.provisioning.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The network between us and a database, which can refuse, cut off or swallow at will. */
public final class FaultyProxy implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2_000;

  private final int target;
  private final DatabaseSettings.External behind;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition flowing = lock.newCondition();
  private volatile boolean isStalled;
  private volatile ServerSocket door;
  private final int port;

  public FaultyProxy(DatabaseSettings.External behind) {
    this.behind = behind;
    target = URI.create(behind.url().substring("jdbc:".length())).getPort();
    door = openDoor(0);
    port = door.getLocalPort();
  }

  private ServerSocket openDoor(int at) {
    try {
      var opened = new ServerSocket();
      opened.setReuseAddress(true);
      opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 50);
      Thread.ofVirtual().start(() -> acceptAt(opened));
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How the database is reached through here. */
  public DatabaseSettings.External address() {
    return new DatabaseSettings.External(
        behind.url().replace(":" + target + "/", ":" + port + "/"),
        behind.user(),
        behind.password());
  }

  /** Nothing that is sent arrives, and nothing is closed: a database that hangs. */
  public void stalls() {
    isStalled = true;
  }

  /** Whoever connects is refused, and what was open is cut off: a database that died. */
  public void refuses() {
    close();
  }

  /** What is open is cut off; new connections are well: a database that was started again. */
  public void cuts() {
    open.forEach(FaultyProxy::closeQuietly);
    open.clear();
  }

  /** All is well again. */
  public void passes() {
    lock.lock();
    try {
      isStalled = false;
      flowing.signalAll();
    } finally {
      lock.unlock();
    }
    if (door.isClosed()) {
      door = openDoor(port);
    }
  }

  private void acceptAt(ServerSocket at) {
    while (!at.isClosed()) {
      try {
        Socket near = at.accept();
        open.add(near);
        Thread.ofVirtual().start(() -> join(near));
      } catch (IOException e) {
        if (!at.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void join(Socket near) {
    awaitFlow();
    var far = new Socket();
    try {
      far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
      open.add(far);
      Thread.ofVirtual().start(() -> pump(far, near));
      pump(near, far);
    } catch (IOException e) {
      closeQuietly(near);
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] bytes = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        awaitFlow();
        out.write(bytes, 0, read);
      }
    } catch (IOException e) {
      open.remove(from);
    }
  }

  private void awaitFlow() {
    lock.lock();
    try {
      while (isStalled) {
        flowing.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cuts();
  }
}
