package org.paraat.server.tools;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.paraat.engine.CallLadders.Kind;
import org.paraat.engine.CallLadders.Rung;

/**
 * Draws a call: time, then one lane for the caller, one for the PBX and one for each other party;
 * SIP as arrows between lanes, events and commands as words beside the lane of the PBX.
 */
final class Ladder {
  private static final int TIME_WIDTH = 9;
  private static final int NARROWEST_GAP = 24;
  private static final int WIDEST_GAP = 36;
  private static final Pattern INVITED = Pattern.compile("INVITE sips?:([^@;> ]+).*");
  private static final Pattern URI_HOST = Pattern.compile("(sips?:[^@ ]+)@\\S+");

  private final List<Rung> rungs;
  private final Terminal terminal;
  private final List<String> lanes = new ArrayList<>();
  private final Map<String, Integer> laneOf = new LinkedHashMap<>();
  private final int gap;

  /**
   * @param caller what stands above the caller's lane
   */
  Ladder(List<Rung> rungs, String caller, Terminal terminal) {
    this.rungs = rungs;
    this.terminal = terminal;
    lanes.add(caller);
    lanes.add("Paraat");
    int room = terminal.width() - TIME_WIDTH - 2;
    int most = Math.max(3, 1 + room / NARROWEST_GAP);
    placeLegs(most);
    // half a gap stays free on the right, for words beside the lane of the PBX and for long names
    gap =
        Math.clamp(
            lanes.size() == 2 ? room * 2 / 5 : room * 2 / (2 * lanes.size() - 1), 16, WIDEST_GAP);
  }

  List<String> lines() {
    if (rungs.isEmpty()) {
      return List.of();
    }
    var lines = new ArrayList<String>();
    lines.add(heading());
    Instant first = rungs.getFirst().at();
    for (Rung rung : rungs) {
      String time = "+" + Duration.between(first, rung.at()).toMillis();
      if (isOnTheWire(rung) && laneOf.containsKey(rung.leg())) {
        lines.add(arrow(time, rung));
      } else {
        words(time, rung, lines);
      }
    }
    return lines;
  }

  private static boolean isOnTheWire(Rung rung) {
    return rung.kind() == Kind.SIP_RECEIVED || rung.kind() == Kind.SIP_SENT;
  }

  // The first leg that calls us is the caller's; who comes when the lanes are full shares the last.
  private void placeLegs(int mostLanes) {
    for (Rung rung : rungs) {
      String leg = rung.leg();
      if (leg.isEmpty() || laneOf.containsKey(leg) || !isOnTheWire(rung)) {
        continue;
      }
      if (laneOf.isEmpty()) {
        laneOf.put(leg, 0);
      } else if (lanes.size() < mostLanes) {
        laneOf.put(leg, lanes.size());
        lanes.add(nameOf(leg));
      } else {
        int last = lanes.size() - 1;
        laneOf.put(leg, last);
        lanes.set(last, "others");
      }
    }
  }

  private String nameOf(String leg) {
    for (Rung rung : rungs) {
      Matcher invited = INVITED.matcher(rung.text());
      if (rung.leg().equals(leg) && invited.matches()) {
        return invited.group(1);
      }
    }
    return rungs.stream()
        .filter(rung -> rung.leg().equals(leg) && !rung.peer().isEmpty())
        .map(Rung::peer)
        .findFirst()
        .orElse(leg);
  }

  private String heading() {
    char[] line = blank();
    write(line, 0, "   ms");
    for (int lane = 0; lane < lanes.size(); lane++) {
      String name = Wording.cut(lanes.get(lane), gap - 2, ellipsis());
      write(line, Math.max(TIME_WIDTH - 1, column(lane) - name.length() / 2), name);
    }
    return terminal.bold(text(line));
  }

  private String arrow(String time, Rung rung) {
    char[] line = withLanes(time);
    int lane = laneOf.get(rung.leg());
    int from = Math.min(column(lane), column(1)) + 1;
    int to = Math.max(column(lane), column(1)) - 1;
    boolean toTheRight = (rung.kind() == Kind.SIP_SENT) == (lane > 1);
    Arrays.fill(line, from, to + 1, terminal.either("─", "-").charAt(0));
    if (toTheRight) {
      line[to] = terminal.either("▶", ">").charAt(0);
    } else {
      line[from] = terminal.either("◀", "<").charAt(0);
    }
    String shared = lanes.get(lane).equals("others") ? nameOf(rung.leg()) + ": " : "";
    String label = " " + fitted(shared + plain(rung.text()), to - from - 5) + " ";
    write(line, from + (to - from + 1 - label.length()) / 2, label);
    return text(line);
  }

  private void words(String time, Rung rung, List<String> lines) {
    int start = column(1) + 4;
    String sign =
        switch (rung.kind()) {
          case EVENT -> terminal.either("●", "*");
          case COMMAND -> terminal.either("▸", "+");
          case SIP_RECEIVED, SIP_SENT -> "~";
        };
    String shownTime = time;
    String shownSign = sign;
    for (String part : Wording.wrapped(whose(rung.leg()) + rung.text(), terminal.width() - start)) {
      char[] line = withLanes(shownTime);
      Arrays.fill(line, column(1) + 1, Math.min(line.length, start + part.length() + 1), ' ');
      write(line, start - 2, shownSign);
      write(line, start, part);
      lines.add(text(line));
      shownTime = "";
      shownSign = " ";
    }
  }

  private String whose(String leg) {
    if (leg.isEmpty()) {
      return "";
    }
    return (Integer.valueOf(0).equals(laneOf.get(leg)) ? lanes.getFirst() : nameOf(leg)) + ": ";
  }

  private char[] withLanes(String time) {
    char[] line = blank();
    write(line, Math.max(0, TIME_WIDTH - 3 - time.length()), time);
    for (int lane = 0; lane < lanes.size(); lane++) {
      line[column(lane)] = terminal.either("│", "|").charAt(0);
    }
    return line;
  }

  private int column(int lane) {
    return TIME_WIDTH + 4 + lane * gap;
  }

  /** A start line without what goes without saying. */
  private static String plain(String startLine) {
    return startLine
        .replaceFirst("^SIP/2\\.0 ", "")
        .replaceFirst(" SIP/2\\.0\\b", "")
        .replace(" (INVITE)", "")
        .replace(" with SDP", " + SDP");
  }

  // A number says more than where it is dialled, and of later requests the method says all.
  private String fitted(String text, int room) {
    String shorter = text;
    if (shorter.length() > room) {
      shorter = URI_HOST.matcher(shorter).replaceFirst("$1");
    }
    if (shorter.length() > room) {
      shorter = shorter.replaceFirst(" sips?:", " ");
    }
    if (shorter.length() > room) {
      shorter = shorter.replace(" + SDP", "");
    }
    return Wording.cut(shorter, room, ellipsis());
  }

  private String ellipsis() {
    return terminal.either("…", "..");
  }

  private char[] blank() {
    char[] line = new char[Math.max(terminal.width(), column(lanes.size() - 1) + 1)];
    Arrays.fill(line, ' ');
    return line;
  }

  private static void write(char[] line, int at, String text) {
    for (int i = 0; i < text.length() && at + i < line.length; i++) {
      if (at + i >= 0) {
        line[at + i] = text.charAt(i);
      }
    }
  }

  private static String text(char[] line) {
    return new String(line).stripTrailing();
  }
}
