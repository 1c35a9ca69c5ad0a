package org.paraat.sip.dialog;

import java.util.List;
import org.paraat.sip.transport.Transport;

/**
 * A dialog as it outlives the process.
 *
 * @param localUri of From in what we send
 * @param remoteUri of To in what we send
 * @param target the request URI of what we send
 * @param routes values of Route, the nearest to us first
 * @param transport by which the peer is reached
 * @param host the numeric address of the next hop
 * @param remoteSequence the highest CSeq of the peer
 */
public record KeptDialog(
    DialogId id,
    String localUri,
    String remoteUri,
    String target,
    List<String> routes,
    Transport transport,
    String host,
    int port,
    long remoteSequence) {

  public KeptDialog {
    routes = List.copyOf(routes);
  }
}
