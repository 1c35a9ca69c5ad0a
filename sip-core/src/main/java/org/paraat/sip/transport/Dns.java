package org.paraat.sip.transport;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Asks the domain name system without waiting; what comes of it is told on the loop, once. */
public interface Dns {

  /** Knows nothing: for whoever has no names. */
  Dns NONE =
      new Dns() {
        @Override
        public void services(String name, Consumer<Answer<Service>> told) {
          told.accept(new Answer.Failed<>("no name server is asked"));
        }

        @Override
        public void addresses(String name, Consumer<Answer<InetAddress>> told) {
          told.accept(new Answer.Failed<>("no name server is asked"));
        }
      };

  /** Which servers offer a service (RFC 2782): {@code _sip._udp.carrier.example}. */
  void services(String name, Consumer<Answer<Service>> told);

  /** The addresses of a host, of both kinds. */
  void addresses(String name, Consumer<Answer<InetAddress>> told);

  /**
   * A server that offers a service.
   *
   * @param target its name
   * @param priority the lowest is tried first
   */
  record Service(String target, int port, int priority, int weight) {}

  /** What came of a question. */
  sealed interface Answer<T> {

    /**
     * At least one record.
     *
     * @param timeToLive how long it may be used without asking again
     */
    record Found<T>(List<T> records, Duration timeToLive) implements Answer<T> {}

    /** There is no such record, as the name server says. */
    record Nothing<T>() implements Answer<T> {}

    /** Nobody knows: no name server has answered in time, or it could not either. */
    record Failed<T>(String because) implements Answer<T> {}
  }
}
