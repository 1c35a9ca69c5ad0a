package org.paraat.scenario;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.OutgoingRequest;
import org.paraat.sip.dialog.ResponseListener;
import org.paraat.sip.dialog.SipEndpoint;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.Headers;

/** The lamps of one phone: what it subscribed to, and what it was told. */
final class LampKeys {
  private final TestPhone phone;
  private final Map<String, LampKey> byName = new LinkedHashMap<>();
  private final Map<String, LampKey> byCallId = new LinkedHashMap<>();
  private int status;

  LampKeys(TestPhone phone) {
    this.phone = phone;
  }

  LampKey of(String name) {
    return Optional.ofNullable(byName.get(name))
        .orElseThrow(() -> new AssertionError(phone + " does not watch " + name));
  }

  /** The status of the last answer to a SUBSCRIBE. */
  int status() {
    return status;
  }

  void subscribe(SipEndpoint sip, OutgoingRequest request, String name) {
    LampKey key = byName.computeIfAbsent(name, _ -> new LampKey(phone, name));
    status = 0;
    sip.send(
        request,
        new ResponseListener() {
          @Override
          public void onResponse(SIPResponse response) {
            status = response.getStatusCode();
            if (status == 200) {
              byCallId.put(response.getCallId().getCallId(), key);
            }
          }

          @Override
          public void onTimeout() {
            status = 408;
          }

          @Override
          public void onUnreachable(String because) {
            status = 503;
          }
        });
  }

  /** Takes a NOTIFY; 481 to one of a subscription that this phone does not know. */
  void take(IncomingRequest notify) {
    SIPRequest message = notify.message();
    String callId = message.getCallId().getCallId();
    LampKey key = byCallId.get(callId);
    if (key == null) {
      notify.respond(481, "Subscription Does Not Exist");
      return;
    }
    notify.respond(200, "OK");
    key.told(
        callId,
        message.getCSeq().getSeqNumber(),
        Headers.value(message, "Subscription-State").orElse(""),
        Headers.body(message).map(Body::content).orElse(""));
  }

  /** It begins anew and knows nothing of what it watched. */
  void forget() {
    byCallId.clear();
  }

  void keepTheRules() {
    byName.values().forEach(LampKey::keepsTheRules);
  }
}
