package org.paraat.media.rtp;

import java.net.InetSocketAddress;

/** The end of a session whose ports belong to the test. */
final class Unowned implements RtpLine.Ending {

  @Override
  public boolean isOurs(InetSocketAddress address) {
    return false;
  }

  @Override
  public boolean mayRestOpen() {
    return false;
  }

  @Override
  public void ended() {}
}
