/** The switches: where they stand, and turning them after a second thought. */
import { say } from "./texts.js";
import { element, follow, setText } from "./dom.js";

const mayTurn = document.body.dataset.mayTurn === "yes";
const list = document.getElementById("switch-list");
const dialog = document.getElementById("confirm");
const yes = document.getElementById("confirm-yes");
const no = document.getElementById("confirm-no");
const complaint = document.getElementById("confirm-complaint");

/** With few switches and room, all positions are in sight; otherwise they open with a tap. */
const MOST_OPEN = 3;
const WIDE = matchMedia("(min-width: 62rem)");

/** Somebody else may turn it later: what was told then is no longer true. */
const TOLD_FOR_MILLISECONDS = 30_000;
const place = document.getElementById("turned");
let untold = null;

let asked = null;
let latest = [];

export function show(switches) {
  latest = switches;
  document.getElementById("read-only").hidden = mayTurn || switches.length === 0;
  if (switches.length === 0) {
    list.replaceChildren(element("p", { class: "quiet", "data-key": "none" }, say("switches.none")));
    return;
  }
  follow(list, switches, (one) => one.id, create, update);
  if (dialog.open) {
    describe();
  }
}

function create(one) {
  const details = element(
    "details",
    { class: "card switch", open: latest.length <= MOST_OPEN && WIDE.matches },
    element(
      "summary",
      {},
      element(
        "h3",
        {},
        element("span", { class: "name" }),
        element("span", { class: "unseen" }, ` ${say("switches.now")} `),
        element("span", { class: "stands" }),
      ),
      element("span", { class: "leads" }),
      element("div", { class: "notes" }),
    ),
    element("ul", { class: "positions" }),
  );
  details.dataset.id = one.id;
  return details;
}

function update(card, one) {
  card.classList.toggle("turned", one.position !== one.positions[0].name);
  setText(card.querySelector(".name"), one.name);
  setText(card.querySelector(".stands"), one.position);
  const current = one.positions.find((position) => position.name === one.position);
  setText(card.querySelector("summary .leads"), current?.leadsTo ?? "");
  follow(
    card.querySelector(".positions"),
    one.positions,
    (position) => position.name,
    (position) => createPosition(one.id, position.name),
    (row, position) => updatePosition(row, position, position.name === one.position),
  );
  // what is wrong with the other positions is said when somebody wants one of them
  follow(
    card.querySelector(".notes"),
    current?.warnings ?? [],
    (text) => text,
    () => element("p", { class: "note attention" }),
    (note, text) => setText(note, text),
  );
}

function createPosition(id, name) {
  const face = [
    element("span", { class: "mark", "aria-hidden": "true" }),
    element("span", { class: "position" }),
    element("span", { class: "leads" }),
  ];
  if (!mayTurn) {
    return element("li", {}, element("div", { class: "face" }, ...face));
  }
  const button = element("button", { type: "button", class: "face" }, ...face);
  button.addEventListener("click", () => ask(id, name));
  return element("li", {}, button);
}

function updatePosition(row, position, isCurrent) {
  row.classList.toggle("current", isCurrent);
  const face = row.querySelector(".face");
  if (isCurrent) {
    face.setAttribute("aria-current", "true");
  } else {
    face.removeAttribute("aria-current");
  }
  setText(row.querySelector(".position"), position.name);
  setText(row.querySelector(".leads"), position.leadsTo);
}

function find(id, name) {
  const one = latest.find((known) => known.id === id);
  const position = one?.positions.find((known) => known.name === name);
  return position ? { one, position } : null;
}

function ask(id, name) {
  const found = find(id, name);
  if (!found || found.one.position === name) {
    return;
  }
  asked = { id, name };
  setText(complaint, "");
  setBusy(false);
  describe();
  dialog.showModal();
}

function describe() {
  const found = asked && find(asked.id, asked.name);
  if (!found) {
    dialog.close();
    return;
  }
  const { one, position } = found;
  const names = { switch: one.name, position: position.name };
  setText(document.getElementById("confirm-title"), say("switches.ask", names));
  setText(document.getElementById("confirm-now"), say("switches.from-to", { position: one.position }));
  setText(document.getElementById("confirm-next"), say("switches.next-callers", { destination: position.leadsTo }));
  showWarnings(document.getElementById("confirm-warnings"), position.warnings);
  setText(yes, say(yes.disabled ? "switches.turning" : "switches.confirm", names));
}

function showWarnings(parent, warnings) {
  parent.replaceChildren(
    ...warnings.map((text) =>
      element("p", { class: "note attention" }, element("b", {}, `${say("switches.warnings")}: `), text),
    ),
  );
}

function setBusy(isBusy) {
  yes.disabled = isBusy;
  no.disabled = isBusy;
}

async function turn() {
  const wanted = asked;
  setBusy(true);
  describe();
  try {
    const answer = await fetch(`/api/switches/${encodeURIComponent(wanted.id)}`, {
      method: "PUT",
      headers: { "Content-Type": "application/json", "Accept-Language": document.documentElement.lang },
      body: JSON.stringify({ position: wanted.name }),
      signal: AbortSignal.timeout(20_000),
    });
    if (answer.status === 401) {
      location.assign("/login");
      return;
    }
    const said = await answer.json();
    setBusy(false);
    if (answer.ok) {
      dialog.close();
      tell(said);
    } else {
      describe();
      setText(complaint, say("switches.not-turned", { reason: said.error }));
    }
  } catch {
    setBusy(false);
    describe();
    setText(complaint, say("switches.not-turned", { reason: say("switches.no-answer") }));
  }
}

function tell(said) {
  clearTimeout(untold);
  untold = setTimeout(() => place.replaceChildren(), TOLD_FOR_MILLISECONDS);
  const warnings = element("div", {});
  showWarnings(warnings, said.warnings ?? []);
  place.replaceChildren(
    element("p", { class: "note done" }, say("switches.turned", { switch: said.name, position: said.position })),
    ...warnings.children,
  );
  place.scrollIntoView({ block: "nearest" });
}

yes.addEventListener("click", turn);
no.addEventListener("click", () => dialog.close());
dialog.addEventListener("cancel", (event) => {
  if (yes.disabled) {
    event.preventDefault();
  }
});
dialog.addEventListener("close", () => {
  asked = null;
});
