/** The switches: where they stand, and turning them after a second thought. */
import { say } from "./texts.js";
import { element, follow, setText } from "./dom.js";

const mayTurn = document.body.dataset.mayTurn === "yes";
const list = document.getElementById("switch-list");
const dialog = document.getElementById("confirm");
const yes = document.getElementById("confirm-yes");
const no = document.getElementById("confirm-no");
const complaint = document.getElementById("confirm-complaint");

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
  return element(
    "article",
    { class: "card switch" },
    element("h3", {}, element("span", { class: "name" }), " ", element("span", { class: "unseen" }, say("switches.now")), " ", element("span", { class: "stands" })),
    element("ul", { class: "positions" }),
  );
}

function update(card, one) {
  card.dataset.id = one.id;
  card.classList.toggle("turned", one.position !== one.positions[0].name);
  setText(card.querySelector(".name"), one.name);
  setText(card.querySelector(".stands"), one.position);
  follow(
    card.querySelector(".positions"),
    one.positions,
    (position) => position.name,
    (position) => createPosition(one.id, position.name),
    (row, position) => updatePosition(row, position, position.name === one.position),
  );
}

function createPosition(id, name) {
  const face = [
    element("span", { class: "mark", "aria-hidden": "true" }),
    element("span", { class: "position" }),
    element("span", { class: "leads" }),
  ];
  if (!mayTurn) {
    return element("li", {}, element("div", { class: "face" }, ...face), element("div", { class: "notes" }));
  }
  const button = element("button", { type: "button", class: "face" }, ...face);
  button.addEventListener("click", () => ask(id, name));
  return element("li", {}, button, element("div", { class: "notes" }));
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
  // what is wrong with the other positions is said when somebody wants one of them
  const notes = isCurrent ? position.warnings : [];
  follow(
    row.querySelector(".notes"),
    notes,
    (text) => text,
    () => element("p", { class: "note attention" }),
    (note, text) => setText(note, text),
  );
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

function showWarnings(place, warnings) {
  place.replaceChildren(
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
  const place = document.getElementById("turned");
  const warnings = element("div", {});
  showWarnings(warnings, said.warnings ?? []);
  place.replaceChildren(
    element("p", { class: "note done" }, say("switches.turned", { switch: said.name, position: said.position })),
    ...warnings.children,
  );
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
