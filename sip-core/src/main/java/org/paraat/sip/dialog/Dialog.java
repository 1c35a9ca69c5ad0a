package org.paraat.sip.dialog;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.ArrayList;
import java.util.List;
import javax.sip.address.Address;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;

/** What both ends of a conversation remember of it (RFC 3261 12), seen from ours. */
final class Dialog {
  private final DialogId id;
  private final CallID callId;
  private final From local;
  private final To remote;
  private final NextHop nextHop;
  private Flow firstFlow;
  private List<Route> routes;
  private GenericURI target;
  private Flow flow;
  private boolean isSearching;
  private long localSequence;
  private long remoteSequence = -1;
  private boolean takesUpdate;

  private Dialog(
      DialogId id,
      CallID callId,
      From local,
      To remote,
      List<Route> routes,
      GenericURI target,
      Flow flow,
      NextHop nextHop) {
    this.id = id;
    this.callId = callId;
    this.local = local;
    this.remote = remote;
    this.routes = routes;
    this.target = target;
    this.nextHop = nextHop;
    this.firstFlow = flow;
    this.flow = nextHop.of(firstRouteOrTarget(), flow);
  }

  /** The dialog that our answer to an INVITE makes. */
  static Dialog ofIncoming(SIPRequest invite, String localTag, Flow flow, NextHop nextHop) {
    To ours = SipMessages.tagged((To) invite.getTo(), localTag);
    From theirs = (From) invite.getFrom();
    Dialog dialog =
        new Dialog(
            new DialogId(invite.getCallId().getCallId(), localTag, tag(theirs.getTag())),
            (CallID) invite.getCallId(),
            new From(ours),
            new To(theirs),
            routes(invite.getRecordRouteHeaders()),
            contact(invite, invite.getRequestLine().getUri()),
            flow,
            nextHop);
    dialog.remoteSequence = invite.getCSeq().getSeqNumber();
    return dialog;
  }

  /** The dialog that a response to our INVITE makes. */
  static Dialog ofOutgoing(SentInvite invite, SIPResponse response, Flow flow, NextHop nextHop) {
    From ours = invite.from();
    To theirs = (To) response.getTo();
    Dialog dialog =
        new Dialog(
            new DialogId(invite.callId().getCallId(), tag(ours.getTag()), tag(theirs.getTag())),
            invite.callId(),
            ours,
            theirs,
            routes(response.getRecordRouteHeaders()).reversed(),
            contact(response, invite.target()),
            flow,
            nextHop.knowing(invite.target()));
    dialog.localSequence = invite.sequence();
    return dialog;
  }

  /**
   * A dialog of an earlier life; its path is taken as it was, because that was found out before.
   *
   * @throws IllegalArgumentException when it makes no sense
   */
  static Dialog ofEarlierLife(KeptDialog kept, Flow flow, NextHop nextHop) {
    List<Route> routes = new ArrayList<>();
    for (String value : kept.routes()) {
      Route route = new Route();
      route.setAddress(Headers.address(value).orElseThrow(IllegalArgumentException::new));
      routes.add(route);
    }
    DialogId id = kept.id();
    To remote = SipMessages.to("", uri(kept.remoteUri()));
    Dialog dialog =
        new Dialog(
            id,
            SipMessages.callId(id.callId()),
            SipMessages.from("", uri(kept.localUri()), id.localTag()),
            id.remoteTag().isEmpty() ? remote : SipMessages.tagged(remote, id.remoteTag()),
            routes,
            uri(kept.target()),
            flow,
            nextHop.behindRouter());
    dialog.remoteSequence = kept.remoteSequence();
    return dialog;
  }

  KeptDialog kept() {
    SipAddress hop = flow.remote();
    return new KeptDialog(
        id,
        local.getAddress().getURI().toString(),
        remote.getAddress().getURI().toString(),
        target.toString(),
        routes.stream().map(route -> '<' + route.getAddress().getURI().toString() + '>').toList(),
        hop.transport(),
        hop.host(),
        hop.port(),
        remoteSequence);
  }

  private static GenericURI uri(String written) {
    return SipUris.parse(written).orElseThrow(IllegalArgumentException::new);
  }

  /** A tag, which peers of RFC 2543 may not have. */
  static String tag(String tag) {
    return tag == null ? "" : tag;
  }

  DialogId id() {
    return id;
  }

  Flow flow() {
    return flow;
  }

  /** The next request of ours. */
  SIPRequest request(String method) {
    return request(method, ++localSequence);
  }

  /** The next request has at least this number. */
  void sequenceReaches(long number) {
    localSequence = Math.max(localSequence, number - 1);
  }

  /** The ACK of a 2xx to the INVITE with this number. */
  SIPRequest ack(long inviteSequence) {
    return request("ACK", inviteSequence);
  }

  private SIPRequest request(String method, long sequence) {
    boolean isStrict = !routes.isEmpty() && !isLoose(routes.getFirst());
    GenericURI uri = isStrict ? uri(routes.getFirst().getAddress()) : target;
    SIPRequest request = SipMessages.request(method, uri, local, remote, callId, sequence);
    if (!routes.isEmpty()) {
      request.addHeader(isStrict ? strictRoutes() : list(routes));
    }
    return request;
  }

  // RFC 3261 12.2.1.1: a strict router is the request URI, and the target the last route.
  private RouteList strictRoutes() {
    List<Route> shifted = new ArrayList<>(routes.subList(1, routes.size()));
    AddressImpl last = new AddressImpl();
    last.setURI(target);
    last.setAddressType(AddressImpl.NAME_ADDR);
    shifted.add(new Route(last));
    return list(shifted);
  }

  private static RouteList list(List<Route> routes) {
    RouteList list = new RouteList();
    list.addAll(routes);
    return list;
  }

  /** Whether a request of the peer is newer than all before it; if so it is the newest now. */
  boolean takesInOrder(SIPRequest request) {
    long sequence = request.getCSeq().getSeqNumber();
    if (sequence <= remoteSequence) {
      return false;
    }
    remoteSequence = sequence;
    return true;
  }

  /** The peer may have moved (RFC 3261 12.2). */
  void refreshTarget(SIPMessage message) {
    GenericURI newTarget = contact(message, target);
    if (!newTarget.equals(target)) {
      target = newTarget;
      flow = nextHop.of(firstRouteOrTarget(), flow);
    }
  }

  /** The 2xx confirms an early dialog, and tells its way anew (RFC 3261 13.2.2.4). */
  void confirm(SIPResponse accepted) {
    routes = routes(accepted.getRecordRouteHeaders()).reversed();
    target = contact(accepted, target);
    flow = nextHop.of(firstRouteOrTarget(), flow);
  }

  /** Notes what the peer says that it can do. */
  void learn(SIPMessage message) {
    if (message.getHeader("Allow") != null) {
      takesUpdate = Headers.lists(message, "Allow", "UPDATE");
    }
  }

  /** Whether the peer is known to understand UPDATE (RFC 3311). */
  boolean takesUpdate() {
    return takesUpdate;
  }

  /** The peer said that it does not after all. */
  void forbidUpdate() {
    takesUpdate = false;
  }

  /**
   * A connection of this dialog ended: the next request makes a new one, or takes the first. Tried
   * once until the peer is heard again: a peer that is gone refuses every connection at once.
   */
  void flowClosed() {
    if (!isSearching) {
      isSearching = true;
      flow = nextHop.without(firstRouteOrTarget(), firstFlow);
    }
  }

  /** The peer is reached by another path now: it has registered anew. */
  void moved(Flow from, Flow to) {
    // whoever recorded a route stays on the way (RFC 3261 12.2.1.1), however the peer registers
    if (routes.isEmpty() && (flow.equals(from) || firstFlow.equals(from))) {
      isSearching = false;
      firstFlow = to;
      flow = to;
    }
  }

  /**
   * A request of the peer came in order by this path, which is taken when the one in use leads
   * nowhere.
   */
  void cameBy(Flow other) {
    isSearching = false;
    boolean isGone = flow.isReliable() && !flow.isOpen();
    if (routes.isEmpty() && (isGone || nextHop.isMovedBehindRouter(flow, other))) {
      firstFlow = other;
      flow = other;
    }
  }

  private GenericURI firstRouteOrTarget() {
    return routes.isEmpty() ? target : uri(routes.getFirst().getAddress());
  }

  private static boolean isLoose(Route route) {
    return uri(route.getAddress()) instanceof SipUri uri && uri.hasLrParam();
  }

  private static GenericURI contact(SIPMessage message, GenericURI otherwise) {
    return message.getContactHeader() == null || message.getContactHeader().getAddress() == null
        ? otherwise
        : message.getContactHeader().getAddress().getURI() instanceof SipUri uri ? uri : otherwise;
  }

  private static List<Route> routes(RecordRouteList recorded) {
    List<Route> routes = new ArrayList<>();
    if (recorded != null) {
      for (RecordRoute record : recorded) {
        Route route = new Route();
        route.setAddress(record.getAddress());
        routes.add(route);
      }
    }
    return routes;
  }

  private static GenericURI uri(Address address) {
    return (GenericURI) address.getURI();
  }
}
