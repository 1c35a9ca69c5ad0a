package org.paraat.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Replaces;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.dialog.InviteDialog;
import org.paraat.sip.message.ReplacesHeader;

/**
 * Finds the leg of a dialog that a phone names, by Call-ID and tags alone: what host it puts beside
 * them is its own affair.
 */
final class DialogFinder {
  private final Map<String, List<Spoken>> byCallId = new HashMap<>();

  private record Spoken(Leg leg, InviteDialog dialog) {

    boolean isNamedBy(ReplacesHeader named) {
      DialogId id = dialog.id();
      return isBetween(id, named.toTag(), named.fromTag())
          || isBetween(id, named.fromTag(), named.toTag());
    }

    // Of a phone that rings, whoever watches it may know no tag yet, or that of another fork.
    private boolean isBetween(DialogId id, String ours, String theirs) {
      return id.localTag().equals(ours)
          && (id.remoteTag().equals(theirs)
              || !leg.isAnswered()
              || (id.remoteTag().isEmpty() && theirs.equals("0")));
    }
  }

  void add(Leg leg, InviteDialog dialog) {
    byCallId
        .computeIfAbsent(dialog.id().callId(), _ -> new ArrayList<>(1))
        .add(new Spoken(leg, dialog));
  }

  void forget(Leg leg, InviteDialog dialog) {
    byCallId.computeIfPresent(
        dialog.id().callId(),
        (_, all) -> {
          all.removeIf(spoken -> spoken.leg() == leg);
          return all.isEmpty() ? null : all;
        });
  }

  /** What the PBX is told of the dialog that is to be replaced, known or not. */
  Replaces look(ReplacesHeader named) {
    Optional<LegId> found =
        byCallId.getOrDefault(named.callId(), List.of()).stream()
            .filter(spoken -> spoken.isNamedBy(named))
            .map(spoken -> spoken.leg().id())
            .findFirst();
    return new Replaces(
        found, named.isEarlyOnly() ? Replaces.Scope.EARLY_ONLY : Replaces.Scope.ANY);
  }
}
