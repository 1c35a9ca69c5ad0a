/** Small tools for showing things: everything from outside enters as text, never as HTML. */

/** An element with attributes and children; strings become text. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? "" : value);
    }
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Makes the children of a list follow its items, keeping those that stay: focus and open details too. */
export function follow(list, items, keyOf, create, update) {
  const known = new Map([...list.children].map((child) => [child.dataset.key, child]));
  let place = list.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let child = known.get(key);
    if (child) {
      known.delete(key);
    } else {
      child = create(item);
      child.dataset.key = key;
    }
    update(child, item);
    if (child === place) {
      place = place.nextElementSibling;
    } else {
      list.insertBefore(child, place);
    }
  }
  known.forEach((child) => child.remove());
}

/** How far the clock of the platform is ahead of ours, so that durations are right on any phone. */
let ahead = 0;

export function setClock(instant) {
  ahead = Date.parse(instant) - Date.now();
}

/** The moment that it is for the platform, in milliseconds. */
export function platformTime() {
  return Date.now() + ahead;
}

export function clockTime(instant, withSeconds = true) {
  return new Date(instant).toLocaleTimeString(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
    second: withSeconds ? "2-digit" : undefined,
    hourCycle: "h23",
  });
}

/** The time of day, with the date when that was another day. */
export function moment(instant) {
  const time = clockTime(instant, false);
  const day = (date) => date.toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "short" });
  const then = day(new Date(instant));
  return then === day(new Date(platformTime())) ? time : `${time} (${then})`;
}

/** Such as 0:07, 12:30, 1:02:03 or 2 d. */
export function length(from, to) {
  const seconds = Math.max(0, Math.floor((to - from) / 1000));
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  if (hours >= 24) {
    return `${Math.floor(hours / 24)} d`;
  }
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

/** Lets an element count up from an instant; without one it is empty. */
export function countFrom(node, instant) {
  if (instant) {
    node.dataset.since = instant;
  } else {
    delete node.dataset.since;
    setText(node, "");
  }
}

export function tick() {
  const now = platformTime();
  for (const node of document.querySelectorAll("[data-since]")) {
    setText(node, length(Date.parse(node.dataset.since), now));
  }
}
