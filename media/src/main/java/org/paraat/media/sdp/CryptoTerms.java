package org.paraat.media.sdp;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.paraat.media.srtp.CryptoLine;
import org.paraat.media.srtp.CryptoSuite;
import org.paraat.media.srtp.KeyPair;
import org.paraat.media.srtp.MasterKey;

/**
 * What one session says and takes of encryption; its own keys stay the same for its whole life, so
 * that a hold or a resume changes nothing in the stream.
 */
final class CryptoTerms {
  static final String PLAIN = "RTP/AVP";
  static final String ENCRYPTED = "RTP/SAVP";

  // Few, for a description is to fit in a datagram; the first is what every handset knows.
  private static final List<CryptoSuite> OFFERED =
      List.of(CryptoSuite.AES_CM_128_HMAC_SHA1_80, CryptoSuite.AES_CM_128_HMAC_SHA1_32);

  private final CryptoPolicy policy;
  private final RandomGenerator random;
  private final Map<CryptoSuite, MasterKey> keys = new EnumMap<>(CryptoSuite.class);

  CryptoTerms(CryptoPolicy policy, RandomGenerator random) {
    this.policy = policy;
    this.random = random;
  }

  CryptoPolicy policy() {
    return policy;
  }

  /**
   * The transport of a first offer. Where encryption is welcome but not required it is offered in
   * the lines of a plain stream: a second stream for the same sound makes many phones refuse the
   * call, and RFC 5939 is spoken by hardly any.
   */
  String transport() {
    return switch (policy) {
      case OFF, OFFERED -> PLAIN;
      case REQUIRED -> ENCRYPTED;
    };
  }

  /** The lines of an offer of ours: what is agreed already comes first. */
  List<CryptoLine> offer(Optional<KeyPair> agreed) {
    if (policy == CryptoPolicy.OFF) {
      return List.of();
    }
    Set<CryptoSuite> suites = new LinkedHashSet<>();
    agreed.ifPresent(keyPair -> suites.add(keyPair.suite()));
    suites.addAll(OFFERED);
    List<CryptoLine> lines = new ArrayList<>();
    for (CryptoSuite suite : suites) {
      lines.add(new CryptoLine(lines.size() + 1, suite, ourKey(suite)));
    }
    return lines;
  }

  /** Which line of an offer we take: its author's first that we can use. */
  Optional<CryptoLine> chosen(StreamDescription offered) {
    return policy == CryptoPolicy.OFF ? Optional.empty() : offered.crypto().stream().findFirst();
  }

  /** Our line in the answer: the same tag and suite, and a key of our own. */
  CryptoLine answerTo(CryptoLine chosen) {
    return new CryptoLine(chosen.tag(), chosen.suite(), ourKey(chosen.suite()));
  }

  KeyPair agreed(CryptoLine theirs) {
    return new KeyPair(theirs.suite(), ourKey(theirs.suite()), theirs.key());
  }

  /** The keys that an answer makes of our offer; empty: its author wants plain sound. */
  Optional<KeyPair> answered(StreamDescription ours, StreamDescription theirs)
      throws NotNegotiable {
    for (CryptoLine line : ours.crypto()) {
      for (CryptoLine answer : theirs.crypto()) {
        if (answer.tag() == line.tag() && answer.suite() == line.suite()) {
          return Optional.of(agreed(answer));
        }
      }
    }
    if (policy == CryptoPolicy.REQUIRED || theirs.isEncryptedRtp()) {
      throw new NotNegotiable(
          "the answer holds no key for encrypted audio (SRTP) as we offered it");
    }
    return Optional.empty();
  }

  private MasterKey ourKey(CryptoSuite suite) {
    return keys.computeIfAbsent(suite, it -> MasterKey.fresh(it, random));
  }
}
