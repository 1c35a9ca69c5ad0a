package org.paraat.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.sip.message.HeaderLine;

/** Somebody outside with a telephone of their own: their calls come and go through a carrier. */
public final class OutsideCaller extends Telephone {
  /** So many RTP ports each: calls that one telephone can have in one scenario, twice. */
  private static final int PORTS = 60;

  private final Carrier carrier;
  private final String number;
  private boolean withholdsNumber;
  private Optional<String> assertedNumber = Optional.empty();
  private final List<HeaderLine> headers = new ArrayList<>();

  OutsideCaller(Office office, Carrier carrier, String number, int index) {
    super(office, number, carrier.address(), index * PORTS);
    this.carrier = carrier;
    this.number = number;
  }

  String number() {
    return number;
  }

  /** From now on the number is asked not to be shown. */
  public OutsideCaller withholdsTheNumber() {
    withholdsNumber = true;
    return this;
  }

  /** From now on the carrier vouches for another number than the one in From. */
  public OutsideCaller isVouchedForAs(String other) {
    assertedNumber = Optional.of(other);
    return this;
  }

  /** From now on every call carries this header too. */
  public OutsideCaller adds(String name, String value) {
    headers.add(new HeaderLine(name, value));
    return this;
  }

  @Override
  void place(Line line, String dialled) {
    carrier.places(line, number, dialled, withholdsNumber, assertedNumber, headers);
  }
}
