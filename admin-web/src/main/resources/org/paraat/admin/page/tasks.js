/** Emergency callers who were not helped: called back from one's own phone, or closed with a reason. */
import { say } from "./texts.js";
import { countFrom, element, follow, moment, setText } from "./dom.js";

const section = document.getElementById("tasks");
const list = document.getElementById("task-list");
const phone = document.getElementById("my-phone");
const outcome = document.getElementById("task-outcome");
const dialog = document.getElementById("close-task");
const reason = document.getElementById("close-reason");
const complaint = document.getElementById("close-complaint");
const REMEMBERED = "paraat.my-phone";
const mayCallBack = document.body.dataset.mayCallBack === "yes";

/** What was just done stays readable for a while, when it was the last one too. */
const TOLD_FOR_MILLISECONDS = 30_000;
let untold = null;

let closing = null;
let count = 0;

export function show(tasks, phones) {
  count = tasks.length;
  phone.parentElement.hidden = !mayCallBack;
  offer(phones);
  follow(list, tasks, (task) => task.id, create, update);
  hideWhenEmpty();
}

function hideWhenEmpty() {
  section.hidden = count === 0 && outcome.textContent === "";
}

/** The people who are logged in now; the chosen one stays chosen as long as that lasts. */
function offer(phones) {
  const people = phones.map((each) => ({ value: each.extension, text: each.name.includes(each.extension) ? each.name : `${each.extension} ${each.name}` }));
  const options = [{ value: "", text: say("tasks.choose") }, ...people];
  if ([...phone.options].map((each) => each.value).join() === options.map((each) => each.value).join()) {
    return;
  }
  const chosen = phone.value || remembered();
  phone.replaceChildren(...options.map((each) => element("option", { value: each.value }, each.text)));
  phone.value = options.some((each) => each.value === chosen) ? chosen : "";
}

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED) ?? "";
  } catch {
    return ""; // a browser that keeps nothing asks each time
  }
}

phone.addEventListener("change", () => {
  try {
    localStorage.setItem(REMEMBERED, phone.value);
  } catch {
    // asked again next time
  }
});

function create(task) {
  const call = element("button", { type: "button", class: "call-back primary" }, say("tasks.call"));
  call.addEventListener("click", () => callBack(task, call));
  const close = element("button", { type: "button" }, say("tasks.close"));
  close.addEventListener("click", () => ask(task));
  return element(
    "li",
    { class: "task" },
    element("span", { class: "number" }),
    element("span", { class: "about quiet" }, element("span", { class: "gone" }), element("b", { class: "hindrance" })),
    element("time", {}),
    mayCallBack ? element("span", { class: "acts" }, call, close) : null,
  );
}

function update(row, task) {
  setText(row.querySelector(".number"), numberOf(task));
  setText(row.querySelector(".gone"), gone(task));
  setText(row.querySelector(".hindrance"), hindrance(task));
  countFrom(row.querySelector("time"), task.since);
  const call = row.querySelector(".call-back");
  if (call !== null) {
    call.hidden = hindrance(task) !== "";
  }
}

/** When and how the caller was gone, and whether that number was spoken to since. */
export function gone(task) {
  const text = say(`tasks.${task.why}`, { queue: task.queueName ?? task.queue, time: moment(task.since) });
  const last = task.calledBack;
  return last === null ? text : `${text}; ${say("tasks.called-back", { by: last.by, time: moment(last.at) })}`;
}

export function numberOf(task) {
  return task.number ?? say("calls.withheld");
}

/** Why nobody can call this number back, in words; empty when somebody can. */
function hindrance(task) {
  if (task.number === null) {
    return say("tasks.withheld");
  }
  return task.isBarred ? say("tasks.barred") : "";
}

async function callBack(task, button) {
  if (phone.value === "") {
    tell("attention", say("tasks.choose-first"));
    phone.focus();
    return;
  }
  button.disabled = true;
  const failure = await request(task, "call", { extension: phone.value });
  button.disabled = false;
  tell(failure ? "danger" : "done", failure ?? say("tasks.ringing", { extension: phone.value, number: task.number }));
}

function ask(task) {
  closing = task;
  reason.value = "";
  setText(complaint, "");
  setText(document.getElementById("close-title"), say("tasks.close-title", { number: numberOf(task) }));
  dialog.showModal();
  reason.focus();
}

document.getElementById("close-no").addEventListener("click", () => dialog.close());
dialog.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const because = reason.value.trim();
  if (because === "") {
    setText(complaint, say("tasks.reason-missing"));
    reason.focus();
    return;
  }
  const failure = await request(closing, "close", { because });
  if (failure) {
    setText(complaint, failure);
    return;
  }
  dialog.close();
  tell("done", say("tasks.closed", { number: numberOf(closing) }));
});

/** What went wrong, in words; null when nothing did. */
async function request(task, what, body) {
  try {
    const answer = await fetch(`/api/tasks/${encodeURIComponent(task.id)}/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
    if (answer.ok) {
      return null;
    }
    if (answer.status === 401) {
      location.assign("/login");
    }
    const { reason } = await answer.json();
    const key = `tasks.failed-${reason ?? answer.status}`;
    return say(key) === key ? say("tasks.failed") : say(key);
  } catch {
    return say("tasks.failed");
  }
}

function tell(level, text) {
  clearTimeout(untold);
  untold = setTimeout(forget, TOLD_FOR_MILLISECONDS);
  outcome.className = `note ${level}`;
  setText(outcome, text);
  section.hidden = false;
}

function forget() {
  setText(outcome, "");
  hideWhenEmpty();
}
