/** What a team leader must know first: the worst on top, and people before machines. */
import { say } from "./texts.js";
import { element, follow, setText } from "./dom.js";
import { now } from "./story.js";

const list = document.getElementById("situation-list");

export function show(snapshot) {
  const lines = [
    ...snapshot.queues.flatMap(waiting),
    ...toCallBack(snapshot.tasks),
    ...interrupted(snapshot.calls),
    ...snapshot.queues.flatMap(unserved),
    ...trunks(snapshot.trunks),
    ...snapshot.switches.flatMap(turned),
  ];
  if (!snapshot.historyAvailable) {
    lines.push({ level: "attention", text: say("situation.history") });
  }
  const order = ["danger", "attention", "notice"];
  lines.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
  if (!lines.some((line) => line.level !== "notice")) {
    lines.unshift({ level: "calm", text: say("situation.calm") });
  }
  follow(
    list,
    lines,
    (line) => line.level + line.text,
    (line) => element("li", { class: `line ${line.level}` }),
    (child, line) => setText(child, line.text),
  );
}

/** Only who waits on the emergency line now is worse than an emergency caller who was not helped. */
function toCallBack(tasks) {
  if (tasks.length === 0) {
    return [];
  }
  const key = tasks.length === 1 ? "situation.task-one" : "situation.task-many";
  return [{ level: "danger", text: say(key, { count: tasks.length }) }];
}

function interrupted(calls) {
  const count = calls.filter((call) => now(call)?.kind === "interrupted").length;
  if (count === 0) {
    return [];
  }
  const key = count === 1 ? "situation.interrupted-one" : "situation.interrupted-many";
  return [{ level: "attention", text: say(key, { count }) }];
}

function trunks(all) {
  const down = all.filter((trunk) => trunk.state === "down");
  if (all.length > 0 && down.length === all.length) {
    return [{ level: "danger", text: say("situation.trunks-down") }];
  }
  return down.map((trunk) => ({
    level: "attention",
    text: say("situation.trunk-down", { trunk: trunk.name }),
  }));
}

function waiting(queue) {
  if (queue.waiting === 0) {
    return [];
  }
  const isAlone = reachable(queue).length === 0;
  const key = queue.waiting === 1 ? "situation.waiting-one" : "situation.waiting-many";
  return [
    {
      level: isEmergency(queue) || isAlone ? "danger" : "attention",
      text: say(key, { count: queue.waiting, queue: queue.name }),
    },
  ];
}

function unserved(queue) {
  const agents = reachable(queue);
  if (agents.length === 0) {
    return [
      {
        level: isEmergency(queue) ? "danger" : "attention",
        text: say("situation.unreachable", { queue: queue.name }),
      },
    ];
  }
  return agents.every((agent) => agent.state === "paused")
    ? [{ level: "attention", text: say("situation.paused", { queue: queue.name }) }]
    : [];
}

function reachable(queue) {
  return queue.agents.filter((agent) => agent.state !== "unreachable");
}

function isEmergency(queue) {
  return queue.class === "emergency";
}

/** A switch outside its first position is no fault, but nobody should be surprised by it. */
function turned(one) {
  return one.position === one.positions[0].name
    ? []
    : [
        {
          level: "notice",
          text: say("situation.switch", { switch: one.name, position: one.position }),
        },
      ];
}
