package org.paraat.sip.transport;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names that a certificate is for, as SIP reads them (RFC 5922 7.1). */
final class CertifiedNames {
  private static final Logger LOG = LoggerFactory.getLogger(CertifiedNames.class);
  private static final int DNS_NAME = 2;
  private static final int URI = 6;
  private static final String COMMON_NAME = "CN";

  private CertifiedNames() {}

  /** In lower case; without any for what cannot be read. */
  static Set<String> of(Certificate certificate) {
    var names = new LinkedHashSet<String>();
    if (certificate instanceof X509Certificate readable) {
      alternatives(readable).forEach(entry -> add(entry, names));
      if (names.isEmpty()) {
        addCommonName(readable, names);
      }
    }
    return names;
  }

  private static Collection<List<?>> alternatives(X509Certificate certificate) {
    try {
      Collection<List<?>> found = certificate.getSubjectAlternativeNames();
      return found == null ? List.of() : found;
    } catch (CertificateParsingException unreadable) {
      return List.of();
    }
  }

  private static void add(List<?> entry, Set<String> names) {
    String value = String.valueOf(entry.get(1)).toLowerCase(Locale.ROOT);
    if (entry.getFirst().equals(DNS_NAME)) {
      names.add(value);
    } else if (entry.getFirst().equals(URI) && value.startsWith("sip:") && !value.contains("@")) {
      names.add(value.substring("sip:".length()));
    }
  }

  private static void addCommonName(X509Certificate certificate, Set<String> names) {
    try {
      for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase(COMMON_NAME)
            && part.getValue() instanceof String name) {
          names.add(name.toLowerCase(Locale.ROOT));
        }
      }
    } catch (InvalidNameException unreadable) {
      LOG.debug("a subject that cannot be read: {}", unreadable.getMessage());
    }
  }
}
