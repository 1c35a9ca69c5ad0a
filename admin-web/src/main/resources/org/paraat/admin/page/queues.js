/** The queues: how many wait, and who serves them. */
import { say } from "./texts.js";
import { countFrom, element, follow, setText } from "./dom.js";
import { now } from "./story.js";

const list = document.getElementById("queue-list");
const ORDER = ["available", "ringing", "talking", "wrapup", "paused", "unreachable"];

/** Who consults about whom, and who has callers on hold, by extension. */
let busyWith = new Map();

export function show(queues, calls) {
  busyWith = involvement(calls);
  if (queues.length === 0) {
    list.replaceChildren(element("p", { class: "quiet", "data-key": "none" }, say("queues.none")));
    return;
  }
  follow(list, queues, (queue) => queue.code, create, update);
}

function involvement(calls) {
  const byId = new Map(calls.map((call) => [call.id, call]));
  const found = new Map();
  const of = (extension) => found.get(extension) ?? found.set(extension, { consults: null, holds: 0 }).get(extension);
  for (const call of calls.filter((each) => each.endedAt === null)) {
    const segment = now(call);
    if (segment !== null && (segment.kind === "held" || segment.kind === "interrupted") && segment.who !== null) {
      of(segment.who).holds++;
    }
    if (call.about !== null && call.from !== null) {
      of(call.from).consults = byId.get(call.about)?.from ?? say("calls.withheld");
    }
  }
  return found;
}

/** What an agent does besides, in words. */
function besides(agent) {
  const busy = busyWith.get(agent.extension);
  if (!busy) {
    return "";
  }
  const parts = [];
  if (busy.consults !== null) {
    parts.push(say("agent.consults", { number: busy.consults }));
  }
  if (busy.holds > 0) {
    parts.push(say("agent.holds", { count: busy.holds }));
  }
  return parts.join(" · ");
}

function create(queue) {
  const heading = element("h3", {}, element("span", { class: "name" }, queue.name), " ", element("span", { class: "code" }, queue.code));
  if (queue.class === "emergency") {
    heading.append(" ", element("span", { class: "badge" }, say("queues.emergency")));
  }
  return element(
    "article",
    { class: "card queue" },
    heading,
    element(
      "p",
      { class: "figures" },
      element("b", { class: "waiting" }),
      ` ${say("queues.waiting")}`,
      element("span", { class: "longest", hidden: true }, `${say("queues.longest")} `, element("time", {})),
    ),
    element("ul", { class: "agents" }),
    element("p", { class: "quiet nobody", hidden: true }, say("queues.no-agents")),
  );
}

function update(card, queue) {
  card.classList.toggle("busy", queue.waiting > 0);
  setText(card.querySelector(".waiting"), String(queue.waiting));
  card.querySelector(".longest").hidden = !queue.longestWaitSince;
  countFrom(card.querySelector(".longest time"), queue.longestWaitSince);
  card.querySelector(".nobody").hidden = queue.agents.length > 0;
  const agents = [...queue.agents].sort(
    (a, b) =>
      (a.state === "unreachable") - (b.state === "unreachable") ||
      a.extension.localeCompare(b.extension),
  );
  follow(card.querySelector(".agents"), agents, (agent) => agent.extension, createAgent, updateAgent);
}

function createAgent() {
  return element(
    "li",
    { class: "agent" },
    element("span", { class: "person" }, element("span", { class: "who" }), " ", element("span", { class: "where" })),
    element("span", { class: "state" }),
    element("time", {}),
    element("span", { class: "besides" }),
  );
}

function updateAgent(row, agent) {
  const name = agent.name.includes(agent.extension) ? agent.name : `${agent.extension} ${agent.name}`;
  setText(row.querySelector(".who"), name.trim());
  setText(row.querySelector(".where"), agent.device ?? say("agent.no-device"));
  row.querySelector(".state").dataset.state = ORDER.includes(agent.state) ? agent.state : "unreachable";
  setText(row.querySelector(".state"), say(`agent.${agent.state}`));
  countFrom(row.querySelector("time"), agent.state === "unreachable" ? null : agent.since);
  setText(row.querySelector(".besides"), besides(agent));
}
