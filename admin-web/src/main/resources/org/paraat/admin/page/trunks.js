/** The trunks: whether the outside world can be reached. */
import { say } from "./texts.js";
import { clockTime, element, follow, setText } from "./dom.js";

const list = document.getElementById("trunk-list");

export function show(trunks) {
  if (trunks.length === 0) {
    list.replaceChildren(element("li", { class: "quiet", "data-key": "none" }, say("trunks.none")));
    return;
  }
  follow(list, trunks, (trunk) => trunk.name, create, update);
}

function create() {
  return element(
    "li",
    { class: "trunk" },
    element("span", { class: "name" }),
    element("span", { class: "state" }),
    element("span", { class: "carries" }),
    element("span", { class: "because" }),
    element("span", { class: "registration" }),
    element("span", { class: "peers" }),
  );
}

function update(row, trunk) {
  setText(row.querySelector(".name"), trunk.name);
  row.querySelector(".state").dataset.state = trunk.state;
  setText(row.querySelector(".state"), say(`trunk.${trunk.state}`));
  const since = say("trunks.since", { time: clockTime(trunk.since, false) });
  setText(row.querySelector(".carries"), trunk.state === "down" ? since : calls(trunk));
  setText(row.querySelector(".because"), trunk.state === "down" ? (trunk.because ?? "") : "");
  setText(row.querySelector(".registration"), registration(trunk.registration));
  setText(row.querySelector(".peers"), peers(trunk.peers ?? []));
}

function calls(trunk) {
  if (trunk.channels) {
    return say("trunks.calls-of", { count: trunk.calls, channels: trunk.channels });
  }
  return say(trunk.calls === 1 ? "trunks.calls-one" : "trunks.calls-many", { count: trunk.calls });
}

/** Only what is not as it should be is told in full. */
function registration(now) {
  if (!now) {
    return "";
  }
  const state = say(`registration.${now.state}`, { user: now.user ?? "" });
  const isWell = now.state === "registered" || now.state === "registering";
  return isWell || !now.because ? state : `${state}: ${now.because}`;
}

/** A carrier of one server is told by its own line. */
function peers(all) {
  if (all.length < 2) {
    return "";
  }
  return all.map((peer) => `${peer.address} ${say(`trunk.${peer.state}`)}`).join(" · ");
}
