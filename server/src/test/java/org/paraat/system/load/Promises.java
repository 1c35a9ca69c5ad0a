package org.paraat.system.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server has confirmed, and which of it is not so after its next start. */
final class Promises {
  private static final Pattern DEVICE =
      Pattern.compile(
          "\"id\":\"(\\w+)\"[^}]*?\"state\":\"([^\"]+)\",\"extension\":(null|\"(\\d+)\")");
  private static final Pattern AGENT =
      Pattern.compile("\"extension\":\"(\\d+)\"[^}]*?\"state\":\"([^\"]+)\"");

  /**
   * The API shows the newest thousand calls, of which most are those by which codes were dialled.
   */
  private static final int MOST_CALLS_REMEMBERED = 80;

  private final Map<String, Fact> facts = new LinkedHashMap<>();
  private final Map<String, Long> calls = new LinkedHashMap<>();
  private int confirmed;

  /** Something with a value: what was confirmed last, and what was asked for and not confirmed. */
  private static final class Fact {
    private String confirmed = "";
    private String asked = "";
  }

  private Fact fact(String name) {
    return facts.computeIfAbsent(name, _ -> new Fact());
  }

  synchronized String valueOf(String name) {
    return fact(name).confirmed;
  }

  synchronized void asked(String name, String value) {
    fact(name).asked = value;
  }

  synchronized void confirmed(String name, String value) {
    fact(name).confirmed = value;
    fact(name).asked = value;
    confirmed++;
  }

  /** How often something was confirmed in all. */
  synchronized int confirmed() {
    return confirmed;
  }

  /** A call that can be told from all others by who called or what was dialled. */
  synchronized void callEnded(String mark, long nanos) {
    calls.put(mark, nanos);
    if (calls.size() > MOST_CALLS_REMEMBERED) {
      calls.remove(calls.keySet().iterator().next());
    }
  }

  /**
   * Everything that is not as it was confirmed, in words.
   *
   * @param keptBefore calls that ended before this moment have a record
   */
  synchronized List<String> broken(
      String devices, String queues, String switches, String records, long keptBefore) {
    var broken = new ArrayList<String>();
    Map<String, String> now = standing(devices, queues, switches);
    facts.forEach(
        (name, fact) -> {
          String value = now.getOrDefault(name, "");
          if (value.equals(fact.confirmed) || value.equals(fact.asked)) {
            fact.confirmed = value;
            fact.asked = value;
          } else {
            broken.add(name + " is " + value + ", confirmed was " + fact.confirmed);
          }
        });
    calls.forEach(
        (mark, ended) -> {
          int times = records.split(Pattern.quote(mark + "\""), -1).length - 1;
          if (times > 1 || (times == 0 && ended < keptBefore)) {
            broken.add("the call " + mark + " has " + times + " records");
          }
        });
    return broken;
  }

  /** Calls that the kill came too close to are none of the next one's business. */
  synchronized void forgetCallsAfter(long keptBefore) {
    calls.values().removeIf(ended -> ended >= keptBefore);
  }

  private static Map<String, String> standing(String devices, String queues, String switches) {
    var now = new LinkedHashMap<String, String>();
    Matcher device = DEVICE.matcher(devices);
    while (device.find()) {
      now.put("person at " + device.group(1), device.group(4) == null ? "" : device.group(4));
      now.put("reach of " + device.group(1), device.group(2));
    }
    var memberships = new LinkedHashMap<String, TreeSet<String>>();
    for (String queue : queues.split("\"code\":\"")) {
      Matcher agent = AGENT.matcher(queue);
      while (agent.find()) {
        memberships
            .computeIfAbsent(agent.group(1), _ -> new TreeSet<>())
            .add(queue.substring(0, queue.indexOf('"')));
        now.put("pause of " + agent.group(1), agent.group(2).equals("paused") ? "yes" : "");
      }
    }
    memberships.forEach((agent, codes) -> now.put("queues of " + agent, String.join(" ", codes)));
    for (String each : switches.split("\"id\":\"")) {
      Matcher position = Pattern.compile("^([^\"]+)\".*?\"position\":\"([^\"]+)\"").matcher(each);
      if (position.find()) {
        now.put("position of " + position.group(1), position.group(2));
      }
    }
    return now;
  }
}
