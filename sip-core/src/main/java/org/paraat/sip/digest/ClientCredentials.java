package org.paraat.sip.digest;

/** What a phone or a registering trunk proves itself with. */
public record ClientCredentials(String user, String secret) {

  @Override
  public String toString() {
    return "credentials of " + user;
  }
}
