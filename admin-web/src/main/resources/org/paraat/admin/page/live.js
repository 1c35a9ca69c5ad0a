/** The stream of snapshots, with a watch on whether it still flows. */
import { say } from "./texts.js";
import { clockTime, setClock, setText } from "./dom.js";

const OLD_AFTER_MILLISECONDS = 25_000;
const TRY_AGAIN_AFTER_MILLISECONDS = 3_000;

const sign = document.getElementById("connection");
let source = null;
let heardAt = null;
let retry = null;

/** Calls show with each snapshot; comes back by itself after a break. */
export function connect(show) {
  source = new EventSource(`/api/live?language=${document.documentElement.lang}`);
  source.addEventListener("snapshot", (event) => {
    const snapshot = JSON.parse(event.data);
    heard(snapshot.at);
    show(snapshot);
  });
  source.addEventListener("pulse", (event) => heard(JSON.parse(event.data).at));
  source.addEventListener("error", () => {
    lost();
    if (source.readyState === EventSource.CLOSED) {
      comeBack(show);
    }
  });
}

export function watch(show) {
  if (heardAt !== null && Date.now() - heardAt > OLD_AFTER_MILLISECONDS) {
    heardAt = Date.now();
    lost();
    source.close();
    comeBack(show);
  }
}

let shownAt = null;

function heard(platformTime) {
  heardAt = Date.now();
  shownAt = heardAt;
  setClock(platformTime);
  sign.dataset.state = "live";
  document.body.classList.remove("old");
  setText(sign, say("connection.live"));
}

function lost() {
  sign.dataset.state = "lost";
  document.body.classList.toggle("old", shownAt !== null);
  setText(
    sign,
    shownAt === null
      ? say("connection.never")
      : say("connection.lost", { time: clockTime(shownAt) }),
  );
}

/** A stream that was refused: because the session ended, or because the platform is not up. */
async function comeBack(show) {
  try {
    const answer = await fetch("/api/switches");
    if (answer.status === 401) {
      location.assign("/login");
      return;
    }
  } catch {
    // not reachable: said by the sign already
  }
  clearTimeout(retry);
  retry = setTimeout(() => connect(show), TRY_AGAIN_AFTER_MILLISECONDS);
}
