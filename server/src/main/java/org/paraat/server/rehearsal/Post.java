package org.paraat.server.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Urgency;
import org.paraat.server.rehearsal.Handset.Habit;

/**
 * A queue of a rehearsal.
 *
 * @param phones of those who serve it
 */
record Post(QueueCode code, Urgency urgency, Habit habit, List<String> phones) {
  static final Post PLAIN = of(970, Urgency.ROUTINE, Habit.TALKS, 0, 4);
  static final Post HANDS_OVER = of(972, Urgency.ROUTINE, Habit.HANDS_OVER, 4, 1);
  static final Post TWO_LINES = of(973, Urgency.ROUTINE, Habit.HAS_TWO_LINES, 5, 1);
  static final Post TWO_LINES_EMERGENCY = of(974, Urgency.EMERGENCY, Habit.HAS_TWO_LINES, 5, 1);

  /** Who refused a second call is left alone for longer than a rehearsal lasts: one scene each. */
  static final int ONE_LINE_PHONES = 3;

  static Post oneLine(int index) {
    return of(980 + index, Urgency.ROUTINE, Habit.HAS_ONE_LINE, 6 + index, 1);
  }

  static Post oneLineEmergency(int index) {
    return of(990 + index, Urgency.EMERGENCY, Habit.HAS_ONE_LINE, 6 + index, 1);
  }

  static List<Post> all() {
    var all = new ArrayList<>(List.of(PLAIN, HANDS_OVER, TWO_LINES, TWO_LINES_EMERGENCY));
    for (int i = 0; i < ONE_LINE_PHONES; i++) {
      all.add(oneLine(i));
      all.add(oneLineEmergency(i));
    }
    return all;
  }

  private static Post of(int code, Urgency urgency, Habit habit, int firstPhone, int phones) {
    return new Post(
        new QueueCode(Integer.toString(code)),
        urgency,
        habit,
        IntStream.range(firstPhone, firstPhone + phones).mapToObj(i -> "rehearsal" + i).toList());
  }

  /** The first phone. */
  String phone() {
    return phones.getFirst();
  }

  /** That leads to this queue. */
  String number() {
    return "0880009" + code.digits();
  }
}
