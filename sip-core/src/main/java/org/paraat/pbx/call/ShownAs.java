package org.paraat.pbx.call;

import java.util.Optional;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.pbx.vocabulary.PhoneNumber;

/** Who is shown as calling: a phone of ours sees people, the outside sees public numbers. */
public final class ShownAs {
  private ShownAs() {}

  public static CallerId to(Party called, Call call, Directory directory) {
    return switch (called) {
      case Party.AtPhone _ -> inside(call, directory);
      case Party.Outside _, Party.EmergencyServices _, Party.Stranger _ -> outside(call, directory);
    };
  }

  private static CallerId inside(Call call, Directory directory) {
    return switch (call.callingParty()) {
      case Party.AtPhone(var device, var person) ->
          person
              .flatMap(directory::extension)
              .map(p -> new CallerId(p.number().digits(), p.displayName()))
              .orElse(new CallerId(device.user(), device.user()));
      case Party.Outside _, Party.EmergencyServices _, Party.Stranger _ -> call.caller();
    };
  }

  /**
   * The caller's own public number, else ours; who is forwarded keeps the number they came with.
   */
  private static CallerId outside(Call call, Directory directory) {
    return switch (call.callingParty()) {
      case Party.AtPhone(_, var person) -> {
        Optional<PhoneNumber> number =
            person.flatMap(directory::directNumberOf).or(directory::mainNumber);
        String country = directory.organisation().countryCode();
        yield number
            .map(n -> new CallerId(n.nationalIn(country), directory.organisation().name()))
            .orElse(CallerId.ANONYMOUS);
      }
      case Party.Outside _, Party.EmergencyServices _, Party.Stranger _ -> call.caller();
    };
  }
}
