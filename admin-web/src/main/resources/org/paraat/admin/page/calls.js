/** The calls, newest first; each opens to what happened in it. */
import { say } from "./texts.js";
import { clockTime, countFrom, element, follow, length, setText } from "./dom.js";
import { create as createStory, inWords, now, show as showStory } from "./story.js";

const list = document.getElementById("call-list");
const missing = document.getElementById("calls-missing");

let callers = new Map();

export function show(calls, running, isComplete) {
  callers = new Map(calls.map((call) => [call.id, call.from]));
  missing.hidden = isComplete;
  setText(document.getElementById("calls-running"), running > 0 ? say("calls.running", { count: running }) : "");
  if (calls.length === 0) {
    list.replaceChildren(element("li", { class: "quiet", "data-key": "none" }, say("calls.none")));
    return;
  }
  follow(list, calls, (call) => call.id, create, update);
}

function create(call) {
  const trace = element("ol", { class: "trace" });
  const details = element(
    "details",
    {},
    element(
      "summary",
      {},
      element("time", { class: "started" }),
      element("span", { class: "parties" }, element("b", { class: "from" }), element("span", { class: "arrow", "aria-hidden": "true" }, " → "), element("span", { class: "to" }), " ", element("span", { class: "badge", hidden: true }, say("queues.emergency"))),
      element("span", { class: "state" }),
      element("span", { class: "by" }, element("span", { class: "who" }), element("span", { class: "poor" })),
      element("span", { class: "lasted" }),
    ),
    element(
      "div",
      { class: "story" },
      element("p", { class: "consultation", hidden: true }),
      createStory(),
      element("h3", {}, say("calls.why")),
      trace,
      element("h3", { class: "sound-title" }, say("calls.sound")),
      element("ul", { class: "sound" }),
    ),
  );
  details.addEventListener("toggle", () => {
    if (details.open) {
      tell(call.id, trace);
    }
  });
  return element("li", { class: "call" }, details);
}

function update(row, call) {
  const isRunning = call.endedAt === null;
  const wasRunning = row.classList.contains("running");
  row.classList.toggle("running", isRunning);
  setText(row.querySelector(".started"), clockTime(call.startedAt));
  row.querySelector(".started").dateTime = call.startedAt;
  setText(row.querySelector(".from"), call.from ?? say("calls.withheld"));
  setText(row.querySelector(".to"), call.to);
  row.querySelector(".badge").hidden = call.urgency !== "emergency";
  state(row.querySelector(".state"), call);
  consultation(row.querySelector(".consultation"), call);
  showStory(row.querySelector(".lived"), call);
  setText(row.querySelector(".who"), call.answeredBy ? say("calls.answered-by", { extension: call.answeredBy }) : "");
  countFrom(row.querySelector(".lasted"), isRunning ? call.startedAt : null);
  if (!isRunning) {
    setText(row.querySelector(".lasted"), length(Date.parse(call.startedAt), Date.parse(call.endedAt)));
  }
  sound(row, call.quality ?? []);
  if (row.querySelector("details").open && (isRunning || wasRunning)) {
    tell(call.id, row.querySelector(".trace"));
  }
}

/** How the call stands: as it ended, or what the caller lives through now and with whom. */
function state(sign, call) {
  const segment = now(call);
  if (call.endedAt !== null) {
    sign.dataset.state = "ended";
    setText(sign, say(`cause.${call.cause ?? "normal"}`));
  } else if (segment !== null) {
    sign.dataset.state = segment.kind === "talked" ? "talking" : segment.kind;
    setText(sign, inWords(segment));
  } else {
    sign.dataset.state = call.answeredAt ? "talking" : "ringing";
    setText(sign, say(call.answeredAt ? "calls.talking" : "calls.ringing"));
  }
}

function consultation(text, call) {
  text.hidden = call.about === null;
  if (call.about !== null) {
    const number = callers.get(call.about) ?? say("calls.withheld");
    setText(text, say(callers.has(call.about) ? "calls.about" : "calls.about-earlier", { number }));
  }
}

/** Below this mean opinion score people ask each other to say it again. */
const POOR = 3.6;

function isPoor(figures) {
  return figures !== null && figures.packets > 0 && figures.mos < POOR;
}

function sound(row, legs) {
  const isBad = legs.some((leg) => isPoor(leg.fromParty) || isPoor(leg.toParty));
  setText(row.querySelector(".poor"), isBad ? say("calls.sound-was-poor") : "");
  row.querySelector(".sound-title").hidden = legs.length === 0;
  row.querySelector(".sound").replaceChildren(...legs.map(leg));
}

function leg(quality) {
  const about = { party: quality.party, codec: quality.codec, time: `${number(quality.roundTripMs)} ms` };
  return element(
    "li",
    {},
    element("span", { class: "what" }, say(quality.roundTripMs === null ? "calls.sound-leg" : "calls.sound-leg-timed", about)),
    way("calls.sound-from", quality.fromParty),
    ...(quality.toParty === null ? [] : [way("calls.sound-to", quality.toParty)]),
  );
}

function way(name, figures) {
  const words = say("calls.sound-way", {
    word: say(isPoor(figures) ? "calls.sound-poor" : "calls.sound-good"),
    mos: number(figures.mos),
    loss: number(figures.lossPercent),
    jitter: number(figures.jitterMs),
  });
  return element("span", { class: "because", "data-poor": String(isPoor(figures)) }, `${say(name)}: ${words}`);
}

const numbers = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });

function number(value) {
  return numbers.format(value);
}

async function tell(id, trace) {
  if (trace.childElementCount === 0) {
    trace.replaceChildren(element("li", { class: "quiet" }, say("calls.trace-loading")));
  }
  try {
    const answer = await fetch(`/api/calls/${encodeURIComponent(id)}/trace`);
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    const entries = await answer.json();
    trace.replaceChildren(...(entries.length === 0 ? [element("li", { class: "quiet" }, say("calls.trace-none"))] : entries.map(line)));
  } catch {
    trace.replaceChildren(element("li", { class: "quiet" }, say("calls.trace-failed")));
  }
}

function line(entry) {
  return element(
    "li",
    {},
    element("time", { datetime: entry.at }, clockTime(entry.at)),
    element("span", { class: "what" }, entry.what),
    element("span", { class: "because" }, entry.because),
  );
}
