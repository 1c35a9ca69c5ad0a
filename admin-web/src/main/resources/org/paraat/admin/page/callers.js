/** The callers whom nobody talks to now, the most urgent and then the longest first. */
import { say } from "./texts.js";
import { countFrom, element, follow, setText } from "./dom.js";
import { alone, inWords } from "./story.js";

const section = document.getElementById("callers");
const list = document.getElementById("caller-list");
const more = document.getElementById("callers-more");
const MOST = 30;

export function show(calls) {
  const waiting = calls
    .filter((call) => alone(call) !== null)
    .sort((a, b) => rank(a) - rank(b) || alone(a).from.localeCompare(alone(b).from));
  section.hidden = waiting.length === 0;
  follow(list, waiting.slice(0, MOST), (call) => call.id, create, update);
  more.hidden = waiting.length <= MOST;
  setText(more, say("callers.more", { count: waiting.length - MOST }));
}

function rank(call) {
  return call.urgency === "emergency" ? 0 : 1;
}

function create() {
  return element(
    "li",
    { class: "caller" },
    element("span", { class: "state" }),
    element("span", { class: "whose" }, element("b", {}), " ", element("span", { class: "badge", hidden: true }, say("queues.emergency"))),
    element("time", {}),
  );
}

function update(row, call) {
  const segment = alone(call);
  row.classList.toggle("urgent", call.urgency === "emergency");
  row.querySelector(".state").dataset.state = segment.kind;
  setText(row.querySelector(".state"), inWords(segment));
  setText(row.querySelector("b"), call.from ?? say("calls.withheld"));
  row.querySelector(".badge").hidden = call.urgency !== "emergency";
  countFrom(row.querySelector("time"), segment.from);
}
