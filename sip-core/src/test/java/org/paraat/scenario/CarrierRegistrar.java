package org.paraat.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Headers;

/** The registrar of a carrier: challenges, is particular about times, and forgets. */
final class CarrierRegistrar {
  private final List<Integer> wanted = new ArrayList<>();
  private final List<String> proofs = new ArrayList<>();
  private String contact = "";
  private String addressOfRecord = "";
  private int least;
  private int answersWith;
  private int nonce = 1;
  private int challenges;
  private int asked;

  /** Refuses a shorter time with 423. */
  CarrierRegistrar wantsAtLeast(int seconds) {
    least = seconds;
    return this;
  }

  /** Says so to whatever comes, from now on; 0: works. */
  CarrierRegistrar answersWith(int status) {
    answersWith = status;
    return this;
  }

  /** What was proven so far proves nothing any more. */
  CarrierRegistrar forgetsItsNonces() {
    nonce++;
    return this;
  }

  HeaderLine challenge() {
    challenges++;
    return new HeaderLine(
        "WWW-Authenticate",
        "Digest realm=\"carrier\", nonce=\"" + nonce + "\", qop=\"auth\", algorithm=MD5");
  }

  void answer(IncomingRequest request) {
    asked++;
    Optional<String> proof = Headers.value(request.message(), "Authorization");
    OptionalInt expires = Headers.number(request.message(), "Expires", 1_000_000);
    if (answersWith != 0) {
      request.respond(answersWith, "As You Wish");
    } else if (proof.filter(it -> it.contains("nonce=\"" + nonce + "\"")).isEmpty()) {
      request.respond(401, "Unauthorized", List.of(challenge()), Optional.empty());
    } else if (expires.orElse(0) > 0 && expires.getAsInt() < least) {
      wanted.add(expires.getAsInt());
      request.respond(
          423,
          "Interval Too Brief",
          List.of(new HeaderLine("Min-Expires", String.valueOf(least))),
          Optional.empty());
    } else {
      wanted.add(expires.orElse(0));
      proofs.add(proof.get());
      contact = Headers.value(request.message(), "Contact").orElse("");
      addressOfRecord = request.message().getTo().getAddress().getURI().toString();
      HeaderLine granted = new HeaderLine("Contact", contact + ";expires=" + expires.orElse(0));
      request.respond(200, "OK", List.of(granted), Optional.empty());
    }
  }

  /** The times that were asked for, in order. */
  List<Integer> wanted() {
    return wanted;
  }

  List<String> proofs() {
    return proofs;
  }

  String contact() {
    return contact;
  }

  String addressOfRecord() {
    return addressOfRecord;
  }

  int challenges() {
    return challenges;
  }

  /** How many REGISTERs came, whatever became of them. */
  int asked() {
    return asked;
  }
}
