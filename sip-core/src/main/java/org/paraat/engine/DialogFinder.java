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
import org.paraat.sip.message.Tokens;

/**
 * Finds the leg of a dialog that a phone names, by Call-ID and tags alone: what host it puts beside
 * them is its own affair.
 */
final class DialogFinder {
  private final Tokens tokens;
  private final Map<String, List<Spoken>> byCallId = new HashMap<>();
  private final Map<LegId, DialogId> aliases = new HashMap<>();
  private final Map<DialogId, LegId> byAlias = new HashMap<>();

  DialogFinder(Tokens tokens) {
    this.tokens = tokens;
  }

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

  /**
   * What others are shown of a leg, to take its place by. It is found here and nowhere else:
   * whoever knew the tags themselves could end the call, or draw its sound to themselves.
   */
  DialogId aliasOf(LegId leg) {
    return aliases.computeIfAbsent(
        leg,
        _ -> {
          // its Call-ID cannot be guessed; NOTIFY is to be short
          var alias = new DialogId(tokens.token(), "ours", "theirs");
          byAlias.put(alias, leg);
          return alias;
        });
  }

  /** A leg is over. */
  void forget(Leg leg) {
    DialogId alias = aliases.remove(leg.id());
    if (alias != null) {
      byAlias.remove(alias);
    }
    leg.dialogs().forEach(dialog -> forget(leg, dialog));
  }

  void add(Leg leg, InviteDialog dialog) {
    byCallId
        .computeIfAbsent(dialog.id().callId(), _ -> new ArrayList<>(1))
        .add(new Spoken(leg, dialog));
  }

  private void forget(Leg leg, InviteDialog dialog) {
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
            .findFirst()
            .or(() -> shownAs(named.callId(), named.toTag(), named.fromTag()))
            .or(() -> shownAs(named.callId(), named.fromTag(), named.toTag()));
    return new Replaces(
        found, named.isEarlyOnly() ? Replaces.Scope.EARLY_ONLY : Replaces.Scope.ANY);
  }

  private Optional<LegId> shownAs(String callId, String ours, String theirs) {
    return Optional.ofNullable(byAlias.get(new DialogId(callId, ours, theirs)));
  }
}
