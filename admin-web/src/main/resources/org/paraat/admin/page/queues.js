/** The queues: how many wait, and who serves them. */
import { say } from "./texts.js";
import { countFrom, element, follow, setText } from "./dom.js";

const list = document.getElementById("queue-list");
const ORDER = ["available", "ringing", "talking", "wrapup", "paused", "unreachable"];

export function show(queues) {
  if (queues.length === 0) {
    list.replaceChildren(element("p", { class: "quiet", "data-key": "none" }, say("queues.none")));
    return;
  }
  follow(list, queues, (queue) => queue.code, create, update);
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
  );
}

function updateAgent(row, agent) {
  const name = agent.name.includes(agent.extension) ? agent.name : `${agent.extension} ${agent.name}`;
  setText(row.querySelector(".who"), name.trim());
  setText(row.querySelector(".where"), agent.device ?? say("agent.no-device"));
  row.querySelector(".state").dataset.state = ORDER.includes(agent.state) ? agent.state : "unreachable";
  setText(row.querySelector(".state"), say(`agent.${agent.state}`));
  countFrom(row.querySelector("time"), agent.state === "unreachable" ? null : agent.since);
}
