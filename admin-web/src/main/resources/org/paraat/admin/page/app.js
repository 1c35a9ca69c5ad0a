/** Puts the page together: texts, then the stream, then a tick every second. */
import { load } from "./texts.js";
import { tick } from "./dom.js";
import { connect, watch } from "./live.js";
import { show as showSituation } from "./situation.js";
import { show as showSwitches } from "./switches.js";
import { show as showQueues } from "./queues.js";
import { show as showTrunks } from "./trunks.js";
import { know } from "./story.js";
import { show as showTasks } from "./tasks.js";
import { show as showClosed } from "./closed.js";
import { show as showCallers } from "./callers.js";
import { show as showCalls } from "./calls.js";

function show(snapshot) {
  know(snapshot.queues);
  showSituation(snapshot);
  showTasks(snapshot.tasks, snapshot.phones);
  showClosed(snapshot.tasks);
  showCallers(snapshot.calls);
  showSwitches(snapshot.switches);
  showQueues(snapshot.queues, snapshot.calls);
  showTrunks(snapshot.trunks);
  showCalls(snapshot.calls, snapshot.running, snapshot.historyAvailable);
  showTitle(snapshot.queues);
  tick();
}

/** How many wait is seen from another tab too. */
const title = document.title;

function showTitle(queues) {
  const waiting = queues.reduce((sum, queue) => sum + queue.waiting, 0);
  document.title = waiting > 0 ? `(${waiting}) ${title}` : title;
}

await load(document.body.dataset.assets, document.documentElement.lang);
connect(show);
setInterval(() => {
  if (!document.body.classList.contains("old")) {
    tick();
  }
  watch(show);
}, 1000);
