package org.paraat.server.tools;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.paraat.server.phone.Phone;
import org.paraat.server.phone.PhoneCall;
import org.paraat.server.phone.PhoneCall.State;
import org.paraat.server.phone.Sound;
import org.paraat.server.tools.Story.StepFailed;

/** What parties with phones can do to each other, each with what must come of it. */
final class Stage {
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration RING = Duration.ofSeconds(6);
  private static final Duration HEAR = Duration.ofSeconds(6);
  private static final Duration HANG_UP = Duration.ofSeconds(3);

  private Stage() {}

  static String registers(Phone phone) throws StepFailed {
    Optional<String> trouble = phone.register();
    if (trouble.isPresent()) {
      throw new StepFailed("cannot register: " + trouble.get());
    }
    return "registers with its secret";
  }

  /** Dials and is answered. */
  static PhoneCall dials(Phone phone, String number) throws StepFailed {
    return dials(phone, phone.name(), number);
  }

  /** Calls as somebody outside, over a trunk, and is answered. */
  static PhoneCall dials(Phone carrier, String caller, String number) throws StepFailed {
    PhoneCall call = begins(carrier, caller, number);
    isAnswered(call);
    return call;
  }

  /** Calls; whether it is answered is seen later. */
  static PhoneCall begins(Phone phone, String caller, String number) throws StepFailed {
    try {
      return phone.dial(caller, number, words -> {});
    } catch (IOException e) {
      throw new StepFailed("has no port for sound: " + e.getMessage(), e);
    }
  }

  /** Is connected, by somebody's doing. */
  static void isAnswered(PhoneCall call) throws StepFailed {
    if (!call.awaits(State.TALKING, ANSWER)) {
      String why = call.state() == State.ENDED ? call.ending() : "no answer";
      throw new StepFailed("calls " + call.dialled() + " and is not connected: " + why);
    }
  }

  /** Dials a code, hears it confirmed to the end, hangs up. */
  static String dialsCode(Phone phone, String code, String prompt) throws StepFailed {
    PhoneCall call = dials(phone, code);
    try {
      return "dials "
          + code
          + " and hears "
          + hears(call, 0, sound -> sound.saysAll(prompt), prompt);
    } finally {
      call.hangUp();
    }
  }

  /** Says in words what was heard. */
  static String hears(PhoneCall call, long since, Predicate<Sound> wanted, String what)
      throws StepFailed {
    if (!call.ear().hears(since, wanted, HEAR)) {
      String end = call.state() == State.ENDED ? "; then " + call.ending() : "";
      throw new StepFailed("should hear " + what + ", but heard " + heard(call, since) + end);
    }
    return call.ear().since(since).stream().filter(wanted).findFirst().orElseThrow().inWords();
  }

  static String hearsTone(PhoneCall call, long since, int hertz, String whose) throws StepFailed {
    hears(call, since, sound -> sound.isTone(hertz), hertz + " Hz from " + whose);
    return hertz + " Hz";
  }

  static String heard(PhoneCall call, long since) {
    return call.ear().inWords(since);
  }

  static PhoneCall rings(Phone phone) throws StepFailed {
    return phone
        .awaitsRinging(RING)
        .orElseThrow(() -> new StepFailed("does not ring within " + Wording.seconds(RING)));
  }

  static void answers(PhoneCall call) throws StepFailed {
    call.answer();
    isAnswered(call);
  }

  static void isOver(PhoneCall call) throws StepFailed {
    if (!call.awaits(State.ENDED, HANG_UP)) {
      throw new StepFailed("is still connected after " + Wording.seconds(HANG_UP));
    }
  }
}
