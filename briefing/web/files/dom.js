// Elements and offsets. Text only ever becomes text: no markup is made from strings here.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "class") made.className = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

export const byId = (id) => document.getElementById(id);

// The program counts code points, the browser UTF-16 units: they part at the first emoji.
export function unitsOf(text) {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return (point) => point;
  const starts = [];
  for (let unit = 0; unit < text.length; unit += text.codePointAt(unit) > 0xffff ? 2 : 1) starts.push(unit);
  starts.push(text.length);
  return (point) => starts[Math.min(point, starts.length - 1)];
}

export function pointsOf(text, unit) {
  let points = 0;
  for (let at = 0; at < unit; at += text.codePointAt(at) > 0xffff ? 2 : 1) points += 1;
  return points;
}

// What cannot be seen is shown by its code point, by style alone: the text stays as it is, and so do its offsets.
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

export function shown(text) {
  if (!UNSEEN.test(text)) return [text];
  return text.split(new RegExp(`(${UNSEEN.source})`, "u")).map((part) => {
    if (!UNSEEN.test(part)) return part;
    const code = part.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    return element("bdi", { class: "code", "data-code": `U+${code}` }, part);
  });
}

export function clock(iso) {
  const when = new Date(iso);
  const today = when.toDateString() === new Date().toDateString();
  const time = when.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  return today ? time : `${when.toLocaleDateString([], { day: "numeric", month: "short" })}, ${time}`;
}

export function ask(title, why, needed) {
  const dialog = byId("ask");
  byId("ask-title").textContent = title;
  byId("ask-why").textContent = why;
  const text = byId("ask-text");
  text.value = "";
  text.required = needed;
  dialog.returnValue = "";
  dialog.showModal();
  text.focus();
  return new Promise((resolve) =>
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes" ? text.value.trim() : null), { once: true }));
}
