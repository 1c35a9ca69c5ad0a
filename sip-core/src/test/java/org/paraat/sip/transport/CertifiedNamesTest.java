package org.paraat.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.pkitesting.CertificateBuilder;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CertifiedNamesTest {

  private static X509Certificate certificate(String subject) throws Exception {
    return new CertificateBuilder()
        .ecp256()
        .subject(subject)
        .setIsCertificateAuthority(true)
        .buildSelfSigned()
        .getCertificate();
  }

  @Test
  void aCommonNameStandsForItselfWithoutOtherNames() throws Exception {
    assertEquals(
        Set.of("sip.carrier.example"),
        CertifiedNames.of(certificate("O=Carrier\\, Inc.,CN=SIP.carrier.example")));
  }

  @Test
  void aCommonNameWithACommaIsOneName() throws Exception {
    assertEquals(
        Set.of("a, cn=sip.carrier.example"),
        CertifiedNames.of(certificate("CN=a\\, CN=sip.carrier.example")));
  }
}
