package org.paraat.engine;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Optional;
import javax.sip.address.Address;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.pbx.vocabulary.CallerId.Presentation;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.Quoting;
import org.paraat.sip.message.SipUris;

/** Who a request says is calling; P-Asserted-Identity counts only where we trust (RFC 3325). */
final class CallerIdentity {
  private static final int MOST_CHARACTERS = 64;
  private static final int MOST_PRIVACY_VALUES = 8;

  private CallerIdentity() {}

  /** The user part of From: what a phone claims to be, until its digest proves it. */
  static String claimedUser(SIPRequest request) {
    return SipUris.user(request.getFrom().getAddress().getURI());
  }

  /** What a phone of ours shows, and whether it wants to be shown outside. */
  static CallerId ofPhone(SIPRequest request) {
    CallerId caller = callerIn(request.getFrom().getAddress());
    return isWithheld(request, caller)
        ? new CallerId(caller.number(), caller.displayName(), Presentation.WITHHELD)
        : caller;
  }

  /**
   * The number that the carrier vouches for, unless the caller withholds it: then nothing, or the
   * number for our own eyes where that is agreed with the carrier.
   */
  static CallerId ofTrunk(SIPRequest request, Trunk.Conventions agreed, String countryCode) {
    CallerId claimed = callerIn(request.getFrom().getAddress());
    boolean isTrusted = agreed.trust() == Trunk.Trust.TRUSTED;
    CallerId known =
        isTrusted ? asserted(request).map(CallerIdentity::callerIn).orElse(claimed) : claimed;
    CallerId caller = known.written(agreed.numbers().dialable(known.number(), countryCode));
    if (!isWithheld(request, claimed)) {
      return caller;
    }
    boolean isForOurEyes = isTrusted && agreed.withheld() == Trunk.Withheld.SHOWN_INSIDE;
    return isForOurEyes
        ? new CallerId(caller.number(), "", Presentation.WITHHELD)
        : CallerId.ANONYMOUS;
  }

  private static Optional<Address> asserted(SIPRequest request) {
    return request.getHeader("P-Asserted-Identity") == null
        ? remoteParty(request)
        : Headers.values(request, "P-Asserted-Identity").stream()
            .flatMap(value -> Headers.address(value).stream())
            .map(Address.class::cast)
            .findFirst();
  }

  /** What some carriers still send in place of P-Asserted-Identity. */
  private static Optional<Address> remoteParty(SIPRequest request) {
    return Headers.value(request, "Remote-Party-ID")
        .filter(value -> !value.contains("party=called"))
        .flatMap(Headers::address)
        .map(Address.class::cast);
  }

  /** RFC 3323: whoever asks for privacy, or hides From, is shown to nobody who is not trusted. */
  private static boolean isWithheld(SIPRequest request, CallerId claimed) {
    Optional<String> privacy = Headers.value(request, "Privacy");
    if (privacy.isEmpty()) {
      return claimed.isWithheld() || remotePartyIsHidden(request);
    }
    for (String value : Quoting.split(privacy.get(), ';', MOST_PRIVACY_VALUES)) {
      switch (value.strip()) {
        case String it when it.equalsIgnoreCase("none") -> {
          return false;
        }
        case String it
            when it.equalsIgnoreCase("id")
                || it.equalsIgnoreCase("user")
                || it.equalsIgnoreCase("header") -> {
          return true;
        }
        default -> {}
      }
    }
    return claimed.isWithheld();
  }

  private static boolean remotePartyIsHidden(SIPRequest request) {
    return request.getHeader("Remote-Party-ID") != null
        && Headers.value(request, "Remote-Party-ID")
            .filter(value -> value.contains("privacy=full") || value.contains("privacy=uri"))
            .isPresent();
  }

  private static CallerId callerIn(Address address) {
    String user = DialledUser.of(address.getURI());
    boolean isNobody =
        user.isEmpty()
            || user.equalsIgnoreCase("anonymous")
            || user.equalsIgnoreCase("unavailable")
            || user.equalsIgnoreCase("restricted")
            || SipUris.host(address.getURI()).endsWith("anonymous.invalid");
    return isNobody ? CallerId.ANONYMOUS : new CallerId(user, nameIn(address));
  }

  private static String nameIn(Address address) {
    String name = address.getDisplayName();
    if (name == null) {
      return "";
    }
    String plain = Quoting.unquoted(name.strip()).strip();
    return plain.substring(0, Math.min(plain.length(), MOST_CHARACTERS));
  }
}
