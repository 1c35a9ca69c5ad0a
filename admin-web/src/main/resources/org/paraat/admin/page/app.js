/** Puts the page together: texts, then the stream, then a tick every second. */
import { load } from "./texts.js";
import { tick } from "./dom.js";
import { connect, watch } from "./live.js";
import { show as showSituation } from "./situation.js";
import { show as showSwitches } from "./switches.js";
import { show as showQueues } from "./queues.js";
import { show as showTrunks } from "./trunks.js";
import { show as showCalls } from "./calls.js";

function show(snapshot) {
  showSituation(snapshot);
  showSwitches(snapshot.switches);
  showQueues(snapshot.queues);
  showTrunks(snapshot.trunks);
  showCalls(snapshot.calls, snapshot.running);
  tick();
}

await load(document.body.dataset.assets, document.documentElement.lang);
connect(show);
setInterval(() => {
  tick();
  watch(show);
}, 1000);
