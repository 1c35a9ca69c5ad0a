/** What a caller lived through: as one word for now, as a bar, and as sentences. */
import { say } from "./texts.js";
import { clockTime, countFrom, element, follow, length, platformTime, setText } from "./dom.js";

/** Stretches in which nobody talks to the caller. */
const ALONE = ["waited", "held", "interrupted", "transferred", "returned", "parked"];

let queueNames = new Map();

/** A segment names a queue by its code. */
export function know(queues) {
  queueNames = new Map(queues.map((queue) => [queue.code, queue.name]));
}

/** The stretch that goes on, if any. */
export function now(call) {
  const last = call.segments.at(-1);
  return call.endedAt === null && last && last.until === null ? last : null;
}

/** The stretch that goes on, if nobody talks to the caller in it. */
export function alone(call) {
  const segment = now(call);
  return segment && ALONE.includes(segment.kind) ? segment : null;
}

/** With whom, as people say it. */
export function whom(segment) {
  const who = segment.who ?? say("segment.somebody");
  return segment.kind === "waited" ? queueNames.get(who) ?? who : who;
}

/** Such as "on hold at 1201". */
export function inWords(segment) {
  return say(`now.${segment.kind}`, { who: whom(segment) });
}

export function create() {
  return element(
    "div",
    { class: "lived" },
    element("div", { class: "stretches", "aria-hidden": "true" }),
    element("ol", { class: "stretch-list" }),
    element("p", { class: "talked quiet" }),
  );
}

export function show(story, call) {
  story.hidden = call.segments.length === 0;
  const keyed = call.segments.map((segment, place) => ({ ...segment, place }));
  follow(story.querySelector(".stretches"), keyed, keyOf, () => element("span", {}), bar);
  follow(story.querySelector(".stretch-list"), keyed, keyOf, line, update);
  setText(story.querySelector(".talked"), talked(call.talkSeconds));
}

function keyOf(segment) {
  return `${segment.place}`;
}

/** As wide as it lasted, but never too narrow to be seen. */
function bar(part, segment) {
  part.dataset.kind = segment.kind;
  const end = segment.until === null ? platformTime() : Date.parse(segment.until);
  part.style.flexGrow = String(Math.max(1, (end - Date.parse(segment.from)) / 1000));
}

function line() {
  return element(
    "li",
    {},
    element("time", { class: "at" }),
    element("span", { class: "kind" }),
    element("span", { class: "length" }),
  );
}

function update(row, segment) {
  row.dataset.kind = segment.kind;
  setText(row.querySelector(".at"), clockTime(segment.from));
  row.querySelector(".at").dateTime = segment.from;
  setText(row.querySelector(".kind"), say(`segment.${segment.kind}`, { who: whom(segment) }));
  const time = row.querySelector(".length");
  countFrom(time, segment.until === null ? segment.from : null);
  if (segment.until !== null) {
    setText(time, length(Date.parse(segment.from), Date.parse(segment.until)));
  }
}

function talked(seconds) {
  const people = Object.entries(seconds);
  if (people.length < 2) {
    return "";
  }
  const each = people.map(([who, time]) => `${who} ${length(0, 1000 * time)}`).join(", ");
  return say("calls.talked", { people: each });
}
