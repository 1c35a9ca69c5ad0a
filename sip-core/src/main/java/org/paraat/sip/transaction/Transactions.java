package org.paraat.sip.transaction;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.paraat.sip.message.Drop;
import org.paraat.sip.message.Parsed;
import org.paraat.sip.message.SipCounters;
import org.paraat.sip.message.SipEncoder;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.message.SipParser;
import org.paraat.sip.message.SipTap;
import org.paraat.sip.message.Tokens;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;
import org.paraat.sip.transport.Refusal;
import org.paraat.sip.transport.TransportHandler;
import org.paraat.sip.transport.Transports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of all transactions: what comes in finds its own here, or becomes a new one. */
public final class Transactions implements TransportHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

  private final Loop loop;
  private final Transports transports;
  private final TransactionSettings settings;
  private final Tokens tokens;
  private final SipCounters counters;
  private final SipTap tap;
  private final TransactionUser user;
  private final ResponsePath responsePath;
  private final SipParser parser = new SipParser();
  private final SipEncoder encoder = new SipEncoder();
  private final Map<String, ServerTransaction> servers = new HashMap<>();
  private final AnsweredRequests answered;
  private final Map<String, InviteServerTransaction> merges = new HashMap<>();
  private final Map<String, ClientTransaction> clients = new LinkedHashMap<>();

  public Transactions(
      Loop loop,
      Transports transports,
      TransactionSettings settings,
      Tokens tokens,
      SipCounters counters,
      SipTap tap,
      TransactionUser user) {
    this.loop = loop;
    this.transports = transports;
    this.settings = settings;
    this.tokens = tokens;
    this.counters = counters;
    this.tap = tap;
    this.user = user;
    this.responsePath = new ResponsePath(transports);
    this.answered = new AnsweredRequests(loop, settings);
  }

  /** Begins to listen. */
  public void start() {
    transports.start(this);
  }

  // --- what we send ---

  /** Sends an INVITE, to which a Via is added. */
  public InviteClientTransaction invite(SIPRequest request, Flow flow, ClientListener listener) {
    String branch = tokens.branch();
    Via via = SipMessages.via(flow.local(), branch);
    request.addHeader(via);
    String key = TransactionKeys.client(branch, "INVITE");
    var transaction = new InviteClientTransaction(this, key, request, via, flow, listener);
    start(transaction);
    return transaction;
  }

  /** Sends any other request but ACK, to which a Via is added. */
  public PlainClientTransaction send(SIPRequest request, Flow flow, ClientListener listener) {
    String branch = tokens.branch();
    Via via = SipMessages.via(flow.local(), branch);
    request.addHeader(via);
    return plain(request, via, flow, listener);
  }

  /** Sends the ACK of a 2xx, which is a transaction of its own without a response. */
  public byte[] sendAck(SIPRequest ack, Flow flow) {
    ack.addHeader(SipMessages.via(flow.local(), tokens.branch()));
    return send(flow, ack);
  }

  /** Sends the same bytes once more. */
  public void resend(Flow flow, byte[] bytes) {
    counters.countRetransmitted();
    flow.send(bytes);
  }

  /** How many transactions are remembered: zero when nothing was left behind. */
  public int size() {
    return servers.size() + answered.size() + clients.size();
  }

  void sendCancel(SIPRequest cancel, Via via, Flow flow, ClientListener listener) {
    cancel.addHeader(via);
    plain(cancel, via, flow, listener);
  }

  private PlainClientTransaction plain(
      SIPRequest request, Via via, Flow flow, ClientListener listener) {
    String key = TransactionKeys.client(via.getBranch(), request.getMethod());
    var transaction = new PlainClientTransaction(this, key, request, via, flow, listener);
    start(transaction);
    return transaction;
  }

  private void start(ClientTransaction transaction) {
    if (clients.size() >= settings.mostClient()) {
      counters.count(Drop.TABLE_FULL);
      loop.execute(() -> transaction.fail("too many requests are under way"));
      return;
    }
    clients.put(transaction.key(), transaction);
    transaction.start();
    Flow flow = transaction.flow();
    if (flow.isReliable() && !flow.isOpen()) {
      loop.execute(
          () -> {
            if (transaction.isWaiting()) {
              transaction.fail("the connection is gone");
            }
          });
    }
  }

  byte[] send(Flow flow, SIPMessage message) {
    byte[] bytes = encoder.encode(message);
    counters.countSent();
    tap.sent(flow, message);
    flow.send(bytes);
    return bytes;
  }

  // --- what comes in ---

  @Override
  public void onMessage(Flow flow, byte[] message) {
    counters.countReceived();
    try {
      switch (parser.parse(message)) {
        case Parsed.Request(SIPRequest request) -> {
          tap.received(flow, request);
          receive(flow, request);
        }
        case Parsed.Response(SIPResponse response) -> receive(flow, response);
        case Parsed.Refusable(SIPRequest request, int status, String because) -> {
          tap.received(flow, request);
          refuse(flow, request, status, because);
        }
        case Parsed.Unreadable(String because) -> {
          counters.count(Drop.UNREADABLE);
          LOG.debug("dropped from {}: {}", flow.remote(), because);
        }
      }
    } catch (RuntimeException defect) {
      // Whatever a peer sends: the loop, and with it every other call, goes on.
      counters.count(Drop.OUR_DEFECT);
      LOG.error("a message from {} could not be handled", flow.remote(), defect);
    }
  }

  private void refuse(Flow flow, SIPRequest request, int status, String because) {
    counters.count(Drop.REFUSED_AS_MALFORMED);
    LOG.debug("refused from {}: {} {}", flow.remote(), status, because);
    if (!request.getMethod().equals("ACK")) {
      respondOnce(flow, request, status, because, Optional.empty());
    }
  }

  /** Answers without remembering anything. */
  private void respondOnce(
      Flow flow, SIPRequest request, int status, String phrase, Optional<Duration> retryAfter) {
    ResponsePath.mark(request, flow);
    SIPResponse response = SipMessages.response(request, status, phrase, tokens.token());
    retryAfter.ifPresent(
        time ->
            response.addHeader(
                SipMessages.header("Retry-After", String.valueOf(time.toSeconds()))));
    send(responsePath.of(request, flow), response);
  }

  private void receive(Flow flow, SIPRequest request) {
    ResponsePath.share(request, flow);
    switch (request.getMethod()) {
      case "ACK" -> receiveAck(flow, request);
      case "CANCEL" -> receiveCancel(flow, request);
      default -> {
        String key = TransactionKeys.server(request, request.getMethod());
        if (!isRepeated(key)) {
          open(flow, request, key);
        }
      }
    }
  }

  private boolean isRepeated(String key) {
    ServerTransaction open = servers.get(key);
    Optional<? extends Absorbing> known = open == null ? answered.find(key) : Optional.of(open);
    known.ifPresent(Absorbing::onRetransmission);
    return known.isPresent();
  }

  private void receiveAck(Flow flow, SIPRequest ack) {
    ServerTransaction invite = servers.get(TransactionKeys.server(ack, "INVITE"));
    boolean isOurs = invite instanceof InviteServerTransaction known && !known.onAck();
    if (!isOurs) {
      user.onAck(ack, flow);
    }
  }

  private void receiveCancel(Flow flow, SIPRequest cancel) {
    String key = TransactionKeys.server(cancel, "CANCEL");
    if (isRepeated(key) || isFull(flow, cancel)) {
      return;
    }
    PlainServerTransaction transaction = plainServer(flow, cancel, key);
    ServerTransaction invite = servers.get(TransactionKeys.server(cancel, "INVITE"));
    if (invite instanceof InviteServerTransaction cancelled) {
      transaction.respond(SipMessages.response(cancel, 200, "OK", cancelled.toTag()));
      cancelled.onCancel(cancel);
    } else {
      transaction.respond(transaction.response(481, "Call/Transaction Does Not Exist"));
    }
  }

  private boolean isFull(Flow flow, SIPRequest request) {
    if (servers.size() < settings.mostServer()) {
      return false;
    }
    counters.count(Drop.TABLE_FULL);
    respondOnce(flow, request, 503, "Overloaded", Optional.of(Duration.ofSeconds(5)));
    return true;
  }

  private void open(Flow flow, SIPRequest request, String key) {
    if (isFull(flow, request)) {
      return;
    }
    if (request.getMethod().equals("INVITE")) {
      openInvite(flow, request, key);
    } else {
      user.onRequest(plainServer(flow, request, key));
    }
  }

  /**
   * Only a second copy of a call does harm: requests of other kinds are carried out again, because
   * some peers ask for OPTIONS or register with the same numbers each time. So is a call that was
   * refused, for they answer the challenge so too.
   */
  private void openInvite(Flow flow, SIPRequest request, String key) {
    Optional<String> merge =
        request.getToTag() == null ? Optional.of(TransactionKeys.merge(request)) : Optional.empty();
    InviteServerTransaction other = merge.map(merges::get).orElse(null);
    if (other != null && !other.isRefused()) {
      respondOnce(flow, request, 482, "Loop Detected", Optional.empty());
      return;
    }
    ResponsePath.mark(request, flow);
    var transaction =
        new InviteServerTransaction(
            this, key, merge, request, flow, responsePath.of(request, flow));
    servers.put(key, transaction);
    merge.ifPresent(name -> merges.put(name, transaction));
    user.onInvite(transaction);
    transaction.tryingUnlessAnswered();
  }

  private PlainServerTransaction plainServer(Flow flow, SIPRequest request, String key) {
    ResponsePath.mark(request, flow);
    Flow back = responsePath.of(request, flow);
    var transaction = new PlainServerTransaction(this, key, request, flow, back);
    servers.put(key, transaction);
    return transaction;
  }

  private void receive(Flow flow, SIPResponse response) {
    boolean isForUs = response.getViaHeaders().size() == 1;
    ClientTransaction transaction = isForUs ? clients.get(TransactionKeys.client(response)) : null;
    if (transaction == null) {
      counters.count(Drop.STRAY_RESPONSE);
    } else {
      tap.received(flow, response);
      transaction.onResponse(response);
    }
  }

  @Override
  public void onFlowClosed(Flow flow, String because) {
    among(flow, ClientTransaction::isWaiting)
        .forEach(transaction -> guard(() -> transaction.onFlowClosed(because)));
    guard(() -> user.onFlowClosed(flow, because));
  }

  @Override
  public void onUnreachable(Flow flow, String because) {
    among(flow, ClientTransaction::isWaitingForFirstResponse)
        .forEach(transaction -> guard(() -> transaction.fail(because)));
  }

  @Override
  public void onDropped(Flow flow, String because) {
    counters.count(Drop.BROKEN_STREAM);
    LOG.debug("dropped from {}: {}", flow.remote(), because);
  }

  @Override
  public void onRefused(Refusal because) {
    counters.count(because);
  }

  private List<ClientTransaction> among(Flow flow, Predicate<ClientTransaction> whichOnes) {
    return clients.values().stream()
        .filter(transaction -> transaction.flow().equals(flow))
        .filter(whichOnes)
        .toList();
  }

  private void guard(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException defect) {
      counters.count(Drop.OUR_DEFECT);
      LOG.error("the end of a connection could not be handled", defect);
    }
  }

  // --- for the transactions themselves ---

  void forget(PlainServerTransaction transaction) {
    servers.remove(transaction.key(), transaction);
  }

  void forget(InviteServerTransaction transaction) {
    servers.remove(transaction.key(), transaction);
    transaction.mergeKey().ifPresent(merge -> merges.remove(merge, transaction));
  }

  /** Answers the request again when it is repeated. */
  void keepAnswer(PlainServerTransaction transaction) {
    forget(transaction);
    answered.keep(transaction.key(), transaction.answered());
  }

  /** A new connection to where one led that ended; empty where only the peer can make one. */
  Optional<Flow> anew(Flow ended) {
    return transports.listening(ended.transport()).map(_ -> transports.to(ended.remote()));
  }

  void forget(ClientTransaction transaction) {
    clients.remove(transaction.key(), transaction);
  }

  Loop loop() {
    return loop;
  }

  TransactionSettings settings() {
    return settings;
  }

  Tokens tokens() {
    return tokens;
  }
}
