/** The calls, newest first; each opens to what happened in it. */
import { say } from "./texts.js";
import { clockTime, countFrom, element, follow, length, setText } from "./dom.js";

const list = document.getElementById("call-list");
const missing = document.getElementById("calls-missing");

export function show(calls, running, isComplete) {
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
      element("span", { class: "parties" }, element("b", { class: "from" }), element("span", { class: "arrow", "aria-hidden": "true" }, " → "), element("span", { class: "to" })),
      element("span", { class: "state" }),
      element("span", { class: "by" }, element("span", { class: "who" }), element("span", { class: "poor" })),
      element("span", { class: "lasted" }),
    ),
    element(
      "div",
      { class: "story" },
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
  const state = row.querySelector(".state");
  state.dataset.state = !isRunning ? "ended" : call.answeredAt ? "talking" : "waiting";
  setText(state, !isRunning ? say(`cause.${call.cause ?? "normal"}`) : say(call.answeredAt ? "calls.talking" : "calls.waiting"));
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
