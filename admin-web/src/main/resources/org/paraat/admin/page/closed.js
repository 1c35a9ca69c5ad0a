/** The tasks that were closed last: read when somebody opens the list, and again when one more is closed. */
import { say } from "./texts.js";
import { element, moment } from "./dom.js";
import { gone, numberOf } from "./tasks.js";

const MOST = 20;
/** What is closed comes from the database, a moment later than it is gone from the open ones. */
const STORED_AFTER = 2_000;
const details = document.getElementById("closed");
const list = document.getElementById("closed-list");

let open = "";
let asked = 0;

details.addEventListener("toggle", () => details.open && read());

export function show(tasks) {
  const now = tasks.map((task) => task.id).join();
  if (now !== open) {
    open = now;
    if (details.open) {
      read();
      setTimeout(read, STORED_AFTER);
    }
  }
}

async function read() {
  if (list.childElementCount === 0) {
    tell(say("page.loading"));
  }
  const question = ++asked;
  try {
    const answer = await fetch(`/api/tasks?closed=true&limit=${MOST}`, { signal: AbortSignal.timeout(20_000) });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    const tasks = await answer.json();
    if (question !== asked) {
      return;
    }
    if (tasks.length === 0) {
      tell(say("closed.none"));
    } else {
      list.replaceChildren(...tasks.map(line));
    }
  } catch {
    tell(say("closed.failed"));
  }
}

function tell(text) {
  list.replaceChildren(element("li", { class: "quiet" }, text));
}

function line(task) {
  return element(
    "li",
    { class: "closed-task" },
    element("b", { class: "number" }, numberOf(task)),
    element("span", { class: "quiet" }, gone(task)),
    element("span", { class: "end" }, end(task.closed)),
  );
}

function end(closed) {
  const time = moment(closed.at);
  return closed.by === "paraat"
    ? say("closed.by-itself", { time })
    : say("closed.by", { time, by: closed.by, because: closed.because });
}
