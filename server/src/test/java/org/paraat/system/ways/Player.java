package org.paraat.system.ways;

import java.io.IOException;
import java.util.Optional;
import org.paraat.server.phone.Phones.NotConnected;
import org.paraat.system.ways.Scene.Restart;

/** Plays one way after the other on one platform. */
public final class Player implements AutoCloseable {
  private static final String PATIENTS = "06131000";

  private final Books books;
  private final Cast cast;
  private final Optional<Restart> server;
  private int played;

  /**
   * @param carrierPort of the first carrier
   * @param server empty when it cannot be killed
   */
  public Player(int sipPort, int httpPort, int carrierPort, Optional<Restart> server)
      throws NotConnected {
    this.server = server;
    books = new Books(httpPort);
    cast = new Cast(sipPort, carrierPort, books);
  }

  /**
   * Plays a way, and puts everything back.
   *
   * @return what happened, in words
   * @throws AssertionError when something else came of it
   */
  public String play(Way way) throws Exception {
    var scene = new Scene(cast, books, server, PATIENTS + "%02d".formatted(++played));
    try {
      way.play().on(scene);
      return scene.notes();
    } catch (AssertionError e) {
      throw new AssertionError(
          e.getMessage() + (scene.notes().isEmpty() ? "" : " (" + scene.notes() + ")"), e);
    } finally {
      cast.startsOver();
    }
  }

  @Override
  public void close() throws IOException {
    cast.close();
  }
}
