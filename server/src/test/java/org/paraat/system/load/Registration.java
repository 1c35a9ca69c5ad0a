package org.paraat.system.load;

import java.net.InetSocketAddress;

/**
 * What a phone says to be rung at a port of ours.
 *
 * @param port where it is rung
 */
record Registration(String user, InetSocketAddress server, int port) {

  /** What is asked, and what a proof is made over. */
  String uri() {
    return "sip:" + server.getHostString() + ":" + server.getPort();
  }

  /** All registrations of a user are of one Call-ID. */
  static String userOf(SipText response) {
    return response.callId().substring("register-".length());
  }

  /**
   * The request.
   *
   * @param number of this request among those of the user
   * @param proof a header line, or nothing
   */
  String request(int number, String proof) {
    String lines =
        """
        REGISTER %1$s SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:%2$d;rport;branch=z9hG4bK-%3$s-%4$d
        Max-Forwards: 70
        From: <sip:%3$s@127.0.0.1>;tag=%3$s
        To: <sip:%3$s@127.0.0.1>
        Call-ID: register-%3$s
        CSeq: %4$d REGISTER
        Contact: <sip:%3$s@127.0.0.1:%2$d>
        Expires: 7200
        """
            .formatted(uri(), port, user, number)
            .replace("\n", "\r\n");
    return lines + proof + SipText.noBody();
  }
}
