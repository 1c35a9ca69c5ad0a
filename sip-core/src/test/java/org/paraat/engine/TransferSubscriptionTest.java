package org.paraat.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.message.SIPRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command.TransferState;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.InviteDialog;
import org.paraat.sip.dialog.ResponseListener;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.simulation.VirtualLoop;

/** What a phone is told of its transfer, and when it may be hung up. */
class TransferSubscriptionTest {
  private final VirtualLoop loop = new VirtualLoop();
  private final List<String> said = new ArrayList<>();
  private final List<ResponseListener> unanswered = new ArrayList<>();
  private final InviteDialog dialog =
      (InviteDialog)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {InviteDialog.class},
              (_, method, arguments) -> {
                assertEquals("request", method.getName());
                said.add(
                    arguments[0]
                        + " "
                        + ((List<?>) arguments[1])
                            .stream().map(line -> ((HeaderLine) line).value()).toList()
                        + " "
                        + ((Optional<?>) arguments[2])
                            .map(body -> ((Body) body).content().strip())
                            .orElse(""));
                unanswered.add((ResponseListener) arguments[3]);
                return null;
              });

  private TransferSubscription asked(boolean isFirst, HeaderLine... more) {
    SIPRequest request =
        SipMessages.request(
            "REFER",
            SipUris.of("paraat", "10.0.0.1"),
            new gov.nist.javax.sip.header.From(),
            SipMessages.to("", SipUris.of("a", "b")),
            SipMessages.callId("c"),
            7);
    for (HeaderLine line : more) {
      SipMessages.add(request, line);
    }
    var refer =
        (IncomingRequest)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {IncomingRequest.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "message" -> request;
                      case "respond" -> answered(proxy, method, arguments);
                      default -> throw new IllegalStateException(method.getName());
                    });
    return new TransferSubscription(refer, dialog, isFirst, loop);
  }

  private Object answered(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    said.add(
        arguments[0]
            + ((List<?>) arguments[2])
                .stream()
                    .map(HeaderLine.class::cast)
                    .map(it -> " " + it.name() + ": " + it.value())
                    .toList()
                    .toString());
    return null;
  }

  private boolean finishes(TransferSubscription asked, Cause cause) {
    var hasEnded = new boolean[1];
    asked.finish(cause, () -> hasEnded[0] = true);
    return hasEnded[0];
  }

  @Test
  void aTransferThatSucceedsIsToldStepByStep() {
    TransferSubscription asked = asked(true);
    asked.accept();
    asked.report(TransferState.RINGING, Cause.NORMAL);
    assertTrue(asked.isUnderWay());
    asked.report(TransferState.DONE, Cause.NORMAL);
    assertFalse(asked.isUnderWay());
    assertEquals(
        List.of(
            "202[]",
            "NOTIFY [refer, active;expires=180] SIP/2.0 100 Trying",
            "NOTIFY [refer, active;expires=180] SIP/2.0 180 Ringing",
            "NOTIFY [refer, terminated;reason=noresource] SIP/2.0 200 OK"),
        said);
  }

  @Test
  void aFailureIsToldInItsOwnStatusAndOnlyOnce() {
    TransferSubscription asked = asked(false);
    asked.accept();
    asked.report(TransferState.FAILED, Cause.BUSY);
    asked.report(TransferState.FAILED, Cause.DECLINED);
    assertEquals(
        "NOTIFY [refer;id=7, terminated;reason=noresource] SIP/2.0 486 Busy Here", said.getLast());
    assertEquals(3, said.size());
  }

  @Test
  void whatIsRefusedIsNotFollowedByNews() {
    TransferSubscription asked = asked(true);
    asked.refuse(Cause.NOT_ALLOWED);
    asked.accept();
    asked.report(TransferState.DONE, Cause.NORMAL);
    assertEquals(List.of("403[]"), said);
    assertTrue(finishes(asked, Cause.NORMAL));
  }

  @Test
  void whoWantsToHearNothingIsToldNothing() {
    TransferSubscription asked = asked(true, new HeaderLine("Refer-Sub", "false"));
    asked.accept();
    asked.report(TransferState.DONE, Cause.NORMAL);
    assertEquals(List.of("202[ Refer-Sub: false]"), said);
    assertTrue(finishes(asked, Cause.NORMAL));
  }

  @Test
  void theEndWaitsUntilThePhoneHasHeardOfItButNoLongerThanASecond() {
    for (boolean isAnswered : new boolean[] {true, false}) {
      TransferSubscription asked = asked(true);
      asked.accept();
      asked.report(TransferState.DONE, Cause.NORMAL);
      var hasEnded = new boolean[1];
      asked.finish(Cause.NORMAL, () -> hasEnded[0] = true);
      loop.pass(Duration.ofMillis(900));
      assertFalse(hasEnded[0]);
      if (isAnswered) {
        unanswered.getLast().onTimeout();
      } else {
        loop.pass(Duration.ofMillis(100));
      }
      assertTrue(hasEnded[0]);
    }
  }

  @Test
  void anEndInTheMiddleIsToldFirst() {
    TransferSubscription asked = asked(true);
    asked.accept();
    assertFalse(finishes(asked, Cause.CALLER_GAVE_UP));
    assertEquals(
        "NOTIFY [refer, terminated;reason=noresource] SIP/2.0 487 Request Terminated",
        said.getLast());
  }

  @Test
  void anEndBeforeAnybodyDecidedRefusesIt() {
    TransferSubscription asked = asked(true);
    assertTrue(finishes(asked, Cause.NORMAL));
    assertEquals(List.of("480[]"), said);
  }

  @Test
  void whatNobodyDecidesOnIsRefusedAndWhatNobodyEndsRunsOut() {
    asked(true);
    loop.pass(Duration.ofSeconds(30));
    assertEquals(List.of("500[]"), said);
    TransferSubscription asked = asked(true);
    asked.accept();
    loop.pass(Duration.ofSeconds(180));
    assertEquals(
        "NOTIFY [refer, terminated;reason=timeout] SIP/2.0 408 Request Timeout", said.getLast());
    assertFalse(asked.isUnderWay());
  }

  @Test
  void nothingIsSaidAfterTheLegIsGone() {
    TransferSubscription asked = asked(true);
    asked.accept();
    asked.report(TransferState.DONE, Cause.NORMAL);
    asked.finish(Cause.NORMAL, () -> said.add("ended"));
    asked.close();
    unanswered.getLast().onTimeout();
    loop.pass(Duration.ofSeconds(200));
    assertEquals(3, said.size());
  }
}
