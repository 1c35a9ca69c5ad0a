package org.paraat.pbx.routing;

import java.util.List;
import java.util.Optional;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Number;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Route;

/** Reads what was dialled as one who calls from there means it. */
public final class Router {
  private static final int LONGEST_DIALLED = 64;

  private final Directory directory;

  public Router(Directory directory) {
    this.directory = directory;
  }

  public Route route(Origin from, String dialled) {
    if (dialled.isBlank() || dialled.length() > LONGEST_DIALLED) {
      return to(new Destination.Refused(Cause.UNKNOWN_NUMBER), "nothing sensible was dialled");
    }
    return switch (from) {
      case Origin.FromTrunk(var trunk) -> fromOutside(dialled, "it came in over " + trunk);
      case Origin.FromDevice(var device) -> fromPhone(dialled, "it was dialled at " + device);
    };
  }

  private Route fromOutside(String dialled, String because) {
    return ownNumber(dialled)
        .or(() -> ownNumber("+" + dialled))
        .map(number -> stepsOf(number, because))
        .orElseGet(
            () ->
                to(
                    new Destination.Refused(Cause.UNKNOWN_NUMBER),
                    because,
                    dialled + " is not a number of ours"));
  }

  /** The order matters: nothing comes before the emergency numbers (V36). */
  private Route fromPhone(String dialled, String because) {
    if (directory.organisation().emergencyNumbers().contains(dialled)) {
      return to(
          new Destination.ToEmergencyServices(dialled),
          because,
          dialled + " may always be dialled");
    }
    if (dialled.startsWith("*")) {
      return to(new Destination.ToFeatureCode(dialled), because, "what begins with * is a code");
    }
    var extension = new ExtensionNumber(dialled);
    if (directory.extension(extension).isPresent()) {
      return to(new Destination.ToExtension(extension), because, dialled + " is an extension");
    }
    var queue = new QueueCode(dialled);
    if (directory.queue(queue).isPresent()) {
      return to(new Destination.ToQueue(queue), because, dialled + " is the code of a queue");
    }
    Optional<Number> own = ownNumber(dialled);
    if (own.isPresent()) {
      return stepsOf(own.get(), because);
    }
    return parsed(dialled)
        .map(outside -> outside(outside, dialled, because))
        .orElseGet(
            () ->
                to(
                    new Destination.Refused(Cause.UNKNOWN_NUMBER),
                    because,
                    dialled + " is no extension, code or number"));
  }

  private Route outside(PhoneNumber number, String dialled, String because) {
    return directory
        .organisation()
        .barredBy(number)
        .map(
            start ->
                to(
                    new Destination.Refused(Cause.NOT_ALLOWED),
                    because,
                    "numbers that begin with " + start + " are barred"))
        .orElseGet(
            () -> to(new Destination.ToNumber(number), because, dialled + " is a number outside"));
  }

  private Optional<Number> ownNumber(String dialled) {
    return parsed(dialled).flatMap(directory::number);
  }

  private Optional<PhoneNumber> parsed(String dialled) {
    return PhoneNumber.parse(dialled, directory.organisation().countryCode());
  }

  private static Route stepsOf(Number number, String because) {
    List<Destination> steps = number.steps();
    return new Route(
        steps.getFirst(),
        steps.subList(1, steps.size()),
        List.of(because, number.number() + " is a number of ours"));
  }

  private static Route to(Destination destination, String... because) {
    return new Route(destination, List.of(), List.of(because));
  }
}
