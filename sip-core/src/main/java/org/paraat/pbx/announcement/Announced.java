package org.paraat.pbx.announcement;

import java.util.List;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Copier;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Phase;
import org.paraat.pbx.call.Turn;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Destination.ToAnnouncement;

/** The caller hears an announcement and then goes on, or has heard all there is to say. */
public record Announced(ToAnnouncement destination) implements Phase {

  @Override
  public Next enter(Call call, Turn turn) {
    turn.trace(call, "hears announcement " + destination.announcement(), "the call was sent there");
    turn.tell(call, "hears announcement " + destination.announcement());
    Next afterwards =
        switch (destination.afterwards()) {
          case GO_ON -> Next.GO_ON;
          case END_CALL -> Next.end(Cause.NORMAL);
        };
    return Next.say(List.of(destination.announcement()), afterwards);
  }

  @Override
  public Phase copy(Copier copier) {
    return this;
  }

  @Override
  public String inWords() {
    return "goes to announcement " + destination.announcement();
  }
}
