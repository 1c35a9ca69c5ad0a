package org.paraat.sip.registrar;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.Quoting;
import org.paraat.sip.message.SipUris;

/**
 * What a REGISTER asks for one contact.
 *
 * @param key equal for the same phone: its instance if it has one (RFC 5626), or its URI
 * @param phone equal for all ways to the same phone: its instance, or the key
 * @param expires zero: to be removed
 */
record ContactWish(String key, String phone, String uri, Duration expires, int quality) {

  private static final String INSTANCE = "instance ";

  /** Empty when one of them makes no sense. */
  static Optional<List<ContactWish>> read(SIPRequest request, RegistrarSettings settings) {
    OptionalInt header = Headers.number(request, "Expires", Integer.MAX_VALUE);
    List<ContactWish> wishes = new ArrayList<>();
    for (Contact contact : request.getContactHeaders()) {
      if (contact.getAddress() == null
          || !(contact.getAddress().getURI() instanceof SipUri uri)
          || SipUris.host(uri).isEmpty()) {
        return Optional.empty();
      }
      wishes.add(
          new ContactWish(
              key(contact, uri),
              phoneOf(key(contact, uri)),
              uri.toString(),
              expires(contact, header, settings),
              q(contact)));
    }
    return Optional.of(wishes);
  }

  private static Duration expires(Contact contact, OptionalInt header, RegistrarSettings settings) {
    String own = contact.getParameter("expires");
    OptionalInt wish = own == null ? header : Quoting.number(own.strip(), Integer.MAX_VALUE);
    // RFC 3261 10.2.1.1: a malformed time counts as the usual one.
    return wish.isPresent() ? Duration.ofSeconds(wish.getAsInt()) : settings.standard();
  }

  private static int q(Contact contact) {
    String q = contact.getParameter("q");
    if (q == null || !q.matches("[01](\\.[0-9]{0,3})?")) {
      return 1000;
    }
    return Math.min(1000, (int) Math.round(Double.parseDouble(q) * 1000));
  }

  /** What the keys of several ways to the same phone have in common. */
  static String phoneOf(String key) {
    return key.startsWith(INSTANCE) ? key.substring(0, key.lastIndexOf(' ')) : key;
  }

  private static String key(Contact contact, SipUri uri) {
    String instance = contact.getParameter("+sip.instance");
    if (instance != null && !instance.isEmpty()) {
      return INSTANCE + instance + ' ' + contact.getParameter("reg-id");
    }
    String transport = uri.getTransportParam();
    return uri.getScheme()
        + ':'
        + SipUris.user(uri)
        + '@'
        + SipUris.host(uri)
        + ':'
        + uri.getPort()
        + ';'
        + (transport == null ? "" : transport.toLowerCase(Locale.ROOT));
  }
}
