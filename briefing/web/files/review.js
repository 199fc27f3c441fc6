// The review page: the sentences on the left, what they rest on beside them, a key for everything.

import { acceptEasy, decide, desk, item, load, poll, undo } from "./desk.js";
import { ask, byId, clock, element, shown, unitsOf } from "./dom.js";
import { Editor } from "./editor.js";
import { sayNothing, show, showSides, sources } from "./pane.js";

const EVERY = 3000; // milliseconds between two looks at what others decided
const GRADES = { verbatim: "word for word", close: "close to its quotes", paraphrase: "paraphrase" };
const DEEDS = { supports: "Supports", partly: "Partly", unsupported: "Does not support", edit: "Edited", restore: "Brought back", drop: "Dropped" };
const CALLED = { contested: { supports: "Fair", unsupported: "No dispute" }, rejected: { unsupported: "Rightly left out" } };
const SIGNS = { supports: "✓", partly: "◐", unsupported: "✕", edit: "✎", restore: "↩", drop: "✕" };
const ACTIONS = {
  sentence: [["a", "Supports", "supports"], ["p", "Partly", "partly"], ["r", "Does not support", "unsupported"], ["e", "Edit", "edit"], ["c", "Citations", "cite"], ["d", "Drop", "drop"], ["n", "Note", "note"]],
  contested: [["a", "Fair", "supports"], ["r", "No dispute", "unsupported"], ["d", "Drop", "drop"], ["n", "Note", "note"]],
  rejected: [["r", "Rightly left out", "unsupported"], ["e", "Bring back …", "edit"], ["n", "Note", "note"]],
};

const KEYS = [..."jkxwug?lhAPRaprecdn"];

let acting = Promise.resolve();
const state = { selected: null, cite: 0, editor: null, told: new Map() };

start();

async function start() {
  try {
    await load();
  } catch (error) {
    banner(`${error.message} ${error.hint ?? ""}`);
    return;
  }
  document.title = `Review: ${desk.topic}`;
  byId("topic").textContent = desk.topic;
  byId("made").textContent = `${desk.made_by} · ${sources(desk.independent)} · reviewing as ${desk.me}`;
  lay();
  select(desk.progress.left[0] ?? desk.items[0]?.item, false);
  byId("accept").addEventListener("click", acceptAll);
  byId("approve").addEventListener("click", approve);
  byId("return").addEventListener("click", sendBack);
  byId("undo").addEventListener("click", takeBack);
  byId("help").addEventListener("click", () => byId("keys").showModal());
  document.addEventListener("keydown", key);
  setInterval(look, EVERY);
}

// -- what is shown

function lay() {
  const groups = [];
  for (const each of desk.items.filter((one) => one.kind === "sentence")) {
    if (groups.at(-1)?.heading !== each.heading) groups.push({ heading: each.heading, items: [] });
    groups.at(-1).items.push(each);
  }
  const part = (title, items, words) => items.length
    ? element("section", { class: "part", "aria-label": title }, element("h2", {}, title), words ? element("p", { class: "quiet" }, words) : "",
      element("ol", {}, items.map(card)))
    : "";
  const contested = desk.items.filter((each) => each.kind === "contested");
  const rejected = desk.items.filter((each) => each.kind === "rejected");
  byId("brief").replaceChildren(
    desk.whole.flags.length ? element("p", { class: "flags" }, element("b", {}, "Look closely: "), `${desk.whole.flags.join("; ")}.`) : "",
    element("section", { class: "part", "aria-label": "Summary" }, element("h2", {}, "Summary"),
      groups.map((group) => [group.heading ? element("h3", { dir: "auto" }, group.heading) : "", element("ol", {}, group.items.map(card))]),
      groups.length ? "" : element("p", { class: "quiet" }, "No sentence held.")),
    part("Disputed", contested),
    part("Left out by a check", rejected, "You need not decide on these. One that was left out wrongly can be brought back."));
  head();
}

function head() {
  const { total, left, easy } = desk.progress;
  const done = total - left.length;
  byId("bar").max = total || 1;
  byId("bar").value = done;
  byId("left").textContent = left.length ? `${done} of ${total} decided, ${left.length} left` : `All ${total} decided`;
  const accept = byId("accept");
  accept.hidden = !easy.length;
  accept.textContent = `Accept ${easy.length} that ${easy.length === 1 ? "passes" : "pass"} with 2 or more sources`;
  const approved = desk.whole.deed === "approve" && !desk.whole.gate;
  const button = byId("approve");
  button.setAttribute("aria-disabled", String(left.length > 0 || approved));
  button.textContent = approved ? "Approved" : "Approve";
  button.classList.toggle("ready", !left.length && !approved);
  byId("return").setAttribute("aria-pressed", String(desk.whole.deed === "return"));
  if (desk.newer) banner(`A newer brief on this topic has been made: ${desk.newer}. Nothing more is decided on this one. To review it: briefing review ${desk.newer}`);
  else if (approved) banner(`${desk.whole.who} approved this brief at ${clock(desk.whole.at)}. To print it as reviewed: briefing show --reviewed ${desk.id}`, "good");
  else if (desk.whole.deed === "approve" && desk.whole.gate) banner(desk.whole.gate);
  else if (desk.whole.deed === "return") banner(`${desk.whole.who} sent this brief back: ${desk.whole.why}`);
  else if (!left.length) banner("Everything is decided. Approve the brief (g), or send it back.", "good");
  else banner("");
}

function card(each) {
  const chosen = each.item === state.selected;
  const made = element("li", { class: `card ${each.kind} ${each.deed ?? "open"}${each.out ? " out" : ""}${chosen ? " chosen" : ""}`, id: `card-${each.item}`,
    tabindex: chosen ? "0" : "-1", "aria-current": chosen ? "true" : null, "aria-label": label(each),
    onclick: (event) => { if (!event.target.closest("button, textarea, input, select, a") && state.selected !== each.item) select(each.item); },
    onfocus: () => { if (state.selected !== each.item) select(each.item, false); } });
  made.append(element("span", { class: "sign", "aria-hidden": "true" }, SIGNS[each.deed] ?? "○"));
  const inside = element("div", { class: "inside" });
  const editing = chosen && state.editor?.item.item === each.item;
  if (editing) inside.append(state.editor.element);
  else inside.append(...words(each, chosen));
  const warning = state.told.get(each.item);
  if (warning) inside.append(element("p", { class: "conflict" }, warning));
  if (chosen && !editing) inside.append(actions(each));
  made.append(inside);
  return made;
}

function label(each) {
  const kind = { sentence: "Sentence", contested: "Dispute", rejected: "Left out" }[each.kind];
  return `${kind}: ${each.text} ${each.deed ? `${called(each)}, by ${each.who}` : each.kind === "rejected" ? each.says : "not decided"}`;
}

const called = (each) => CALLED[each.kind]?.[each.deed] ?? DEEDS[each.deed];

function words(each, chosen) {
  const parts = [element("p", { class: "says", dir: "auto" }, sentence(each), " ", each.kind === "contested" ? "" : chips(each))];
  if (each.was) parts.push(element("p", { class: "was", dir: "auto" }, element("span", { class: "unseen" }, "Before: "), element("s", {}, each.was)));
  if (each.kind === "contested") parts.push(element("ul", { class: "answers" }, each.positions.map((side) => element("li", {}, element("b", {}, side.answer), side.holder ? ` ${side.holder}` : ""))));
  parts.push(element("p", { class: "meta" }, facts(each).map((fact) => element("span", {}, fact))));
  if (each.deed) parts.push(element("p", { class: "who" }, element("b", {}, called(each)), ` · ${each.who}, ${clock(each.at)}`, each.why ? `: ${each.why}` : "",
    chosen && !each.why && !["edit", "restore"].includes(each.deed) ? [" ", element("button", { type: "button", class: "link", "data-do": "why", onclick: sayWhy }, "Say why")] : ""));
  for (const against of each.against ?? []) parts.push(element("p", { class: "warn" }, `Printed against a check: ${against}.`));
  for (const fail of each.out ? [] : each.fails ?? []) parts.push(element("p", { class: "warn" }, `As it stands it will be left out. ${fail.says}: ${fail.detail}.`));
  for (const note of each.notes) parts.push(element("p", { class: "note" }, element("b", {}, note.who), `, ${clock(note.at)}: ${note.text}`));
  if (chosen && cites(each).length) parts.push(citeList(each));
  return parts;
}

function sentence(each) {
  const at = unitsOf(each.text);
  const made = [];
  let from = 0;
  for (const [start, end] of each.uncovered ?? []) {
    made.push(shown(each.text.slice(at(from), at(start))), element("span", { class: "uncovered" }, shown(each.text.slice(at(start), at(end)))));
    from = end;
  }
  return [...made, shown(each.text.slice(at(from)))];
}

function facts(each) {
  if (each.kind === "contested") return [each.says, `${each.positions.length} positions`];
  if (each.kind === "rejected" && !each.cites.length) return [each.says, each.detail];
  return [sources(each.independent), GRADES[each.grade] ?? "", each.words === "reported" ? "in a copy’s words" : "",
    each.uncovered.length ? "underlined words are in no quote" : ""].filter(Boolean);
}

const cites = (each) => each.kind === "contested" ? [...each.positions, ...each.remarks].flatMap((side) => side.cites) : each.cites;

function chips(each) {
  return each.cites.map((cite, i) => element("button", { type: "button", class: `chip${cite.out ? " out" : ""}${each.item === state.selected && i === state.cite ? " shown" : ""}`,
    "aria-label": `Quote ${cite.number ?? "added"}, ${desk.articles.get(cite.place[0]).name}`, onclick: () => open(each.item, i) }, cite.number ?? "+"));
}

function citeList(each) {
  return element("ul", { class: "quotes", "aria-label": "Its quotes" }, cites(each).map((cite, i) => element("li", { class: `${cite.out ? "out " : ""}${i === state.cite ? "shown" : ""}` },
    element("button", { type: "button", class: "link", onclick: () => open(each.item, i) },
      element("bdi", {}, `${cite.number ?? "+"} ${desk.articles.get(cite.place[0]).name}`), cite.speaker ? `, ${cite.speaker}` : ""),
    cites(each).length === 1 && !cite.deed ? "" : element("span", { class: "trio", role: "group", "aria-label": `Does quote ${cite.number ?? "added"} support it?` },
      [["supports", "✓", "supports"], ["partly", "◐", "partly"], ["unsupported", "✕", "does not support"]].map(([verdict, sign, says]) =>
        element("button", { type: "button", "data-do": `${cite.item} ${verdict}`, "aria-pressed": String(cite.verdict === verdict), "aria-label": `Quote ${cite.number ?? "added"} ${says}`, title: says,
          onclick: () => judgeCite(cite, verdict) }, sign))),
    cite.deed ? element("span", { class: "quiet" }, cite.who) : "")));
}

function actions(each) {
  return element("div", { class: "actions" }, ACTIONS[each.kind].map(([letter, name, deed]) =>
    element("button", { type: "button", "data-do": deed, "aria-keyshortcuts": letter, "aria-pressed": ["supports", "partly", "unsupported", "drop"].includes(deed) ? String(each.deed === deed) : null,
      onclick: () => act(deed) }, name, " ", element("kbd", { "aria-hidden": "true" }, letter))));
}

// -- moving about

function select(id, focus = true) {
  if (!id || (state.editor && !leaveEditor(id))) return;
  const before = state.selected;
  if (before !== id) state.cite = 0;
  state.selected = id;
  if (before && before !== id) redraw(before);
  redraw(id);
  const made = byId(`card-${id}`);
  if (focus) made.focus({ preventScroll: true });
  keepInSight(made);
  beside();
}

function keepInSight(made) {
  const box = made.getBoundingClientRect();
  const list = byId("brief").getBoundingClientRect();
  if (box.top < list.top + 40 || box.bottom > list.bottom - 20) made.scrollIntoView({ block: box.height > list.height * 0.8 ? "start" : "center" });
}

function beside() {
  const each = item(state.selected);
  const all = cites(each);
  if (each.kind === "contested" && !state.article) return showSides(each, (cite) => { state.article = true; open(each.item, all.indexOf(cite)); });
  if (!all.length) return sayNothing(each.kind === "rejected" ? "It was left out, so it rests on nothing. Bring it back (e) to find its quotes." : "No quote is left.");
  const cite = all[Math.min(state.cite, all.length - 1)];
  const others = all.filter((other) => other !== cite && other.place[0] === cite.place[0]).map((other) => other.place.slice(1));
  const tabs = all.map((other) => ({ label: `${other.number ?? "+"} ${desk.articles.get(other.place[0]).name}`, shown: other === cite }));
  return show({ place: cite.place, others, context: cite.context, tabs, onTab: (i) => open(each.item, i) });
}

function open(id, i) {
  const other = state.selected !== id;
  if (other) select(id, false);
  if (item(id).kind === "contested") state.article = true;
  state.cite = i;
  redraw(id);
  beside();
}

function move(step) {
  const ids = desk.items.map((each) => each.item);
  state.article = false;
  select(ids[Math.min(Math.max(ids.indexOf(state.selected) + step, 0), ids.length - 1)]);
}

function next(after) {
  const ids = desk.items.map((each) => each.item);
  const later = [...ids.slice(ids.indexOf(after) + 1), ...ids.slice(0, ids.indexOf(after))];
  const left = later.find((id) => desk.progress.left.includes(id));
  state.article = false;
  if (left) select(left);
  else redrawAndFocus(after);
}

function redraw(id) {
  const old = byId(`card-${id}`);
  if (!old) return;
  const held = old.contains(document.activeElement) ? document.activeElement.dataset?.do ?? "" : null;
  const made = card(item(id));
  old.replaceWith(made);
  if (held !== null && !state.editor) (held && made.querySelector(`[data-do="${CSS.escape(held)}"]`) || made).focus({ preventScroll: true });
}

function redrawAndFocus(id) {
  redraw(id);
  byId(`card-${id}`)?.focus({ preventScroll: true });
}

// -- deciding

async function act(deed) {
  const each = item(state.selected);
  if (deed === "edit" || deed === "cite") return edit(deed === "cite");
  if (deed === "note") {
    const why = await ask("Note", "Kept in the record of this brief; it is not printed.", true);
    return why ? write(() => decide({ item: each.item, deed, seen: each.version, why }), each.item) : undefined;
  }
  if (await write(() => decide({ item: each.item, deed, seen: each.version }), each.item, DEEDS[deed])) next(each.item);
}

async function sayWhy() {
  const each = item(state.selected);
  if (!["supports", "partly", "unsupported", "drop"].includes(each.deed)) return;
  const why = await ask(`${called(each)}: why?`, each.out ? "Printed with it, under what was left out." : "Kept in the record of this brief.", true);
  if (why) await write(() => decide({ item: each.item, deed: each.deed, seen: each.version, why }), each.item, called(each));
}

function judgeCite(cite, deed) {
  const each = item(state.selected);
  return write(() => decide({ item: cite.item, deed, seen: each.version }), each.item, `Quote ${cite.number ?? ""} ${DEEDS[deed].toLowerCase()}`);
}

function edit(choosing) {
  const each = item(state.selected);
  if (each.kind === "contested") return;
  state.editor = new Editor(each, closed, { choosing });
  redraw(each.item);
  if (!choosing) state.editor.focus();
}

function closed(saved, error) {
  const id = state.editor.item.item;
  state.editor = null;
  if (error) refused(error, id);
  redraw(id);
  head();
  if (saved) { say("Saved."); next(id); } else { redrawAndFocus(id); beside(); }
}

function leaveEditor(id) {
  if (state.editor.item.item === id) return false;
  const changed = state.editor.touched || state.editor.text.value !== state.editor.item.text;
  if (changed && !confirm("Leave this sentence without saving it?")) return false;
  const left = state.editor.item.item;
  state.editor = null;
  redraw(left);
  return true;
}

async function write(deciding, id, words) {
  state.told.delete(id);
  try {
    redrawThose(await deciding());
    const left = desk.progress.left.length;
    say(`${words ?? "Saved"}. ${left ? `${left} left.` : "Everything is decided: g approves the brief."}`);
    return true;
  } catch (error) {
    refused(error, id);
    return false;
  }
}

async function refused(error, id) {
  if (error.status === undefined) return banner("The server does not answer. What was answered is saved. Start it again: briefing review");
  if (id && error.status === 409) {
    state.told.set(id, error.message);
    redrawThose(await poll().catch(() => []));
    redraw(id);
  } else banner(`${error.message} ${error.hint}`);
  say(error.message);
}

function redrawThose(changed) {
  for (const each of changed) redraw(each.item);
  head();
}

async function acceptAll() {
  const ids = desk.progress.easy;
  if (await write(acceptEasy, ids[0], `${ids.length} accepted`)) next(state.selected);
}

async function approve() {
  if (desk.progress.left.length) { say(`${desk.progress.left.length} are left to decide on.`); return next(state.selected); }
  await write(() => decide({ item: "brief", deed: "approve", seen: desk.whole.version }), null, "Approved");
}

async function sendBack() {
  const why = await ask("Send the brief back", "It will not be sent. Say what is wrong with it.", true);
  if (why) await write(() => decide({ item: "brief", deed: "return", seen: desk.whole.version, why }), null, "Sent back");
}

async function takeBack() {
  let back = [];
  if (!await write(async () => (back = await undo()), state.selected, "Taken back")) return;
  if (back.length) select(back[0].item);
}

async function look() {
  try { redrawThose(await poll()); } catch (error) { refused(error, null); }
}

// -- keys

function key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (state.editor) {
    if (event.key !== "Escape") return;
    if (document.activeElement.closest("#pane")) return state.editor.focus();
    return closed(false);
  }
  if (event.target.closest("textarea, input, select") || !KEYS.includes(event.key)) return;
  event.preventDefault();
  // Typed ahead, a key waits for the one before it: else it would judge a sentence that is already decided.
  acting = acting.then(() => keyed(event.key)).catch(() => {});
}

function keyed(letter) {
  if (state.editor) return undefined;
  const each = item(state.selected);
  const all = cites(each);
  const action = ACTIONS[each.kind].find(([known]) => known === letter);
  if (action) return act(action[2]);
  return {
    j: () => move(1), k: () => move(-1), x: () => next(state.selected), w: sayWhy, u: takeBack, g: approve,
    "?": () => byId("keys").showModal(),
    l: () => all.length && open(each.item, (state.cite + 1) % all.length),
    h: () => all.length && open(each.item, (state.cite + all.length - 1) % all.length),
    A: () => all[state.cite] && judgeCite(all[state.cite], "supports"),
    P: () => all[state.cite] && judgeCite(all[state.cite], "partly"),
    R: () => all[state.cite] && judgeCite(all[state.cite], "unsupported"),
  }[letter]?.();
}

// -- saying

function banner(words, kind = "") {
  const line = byId("banner");
  if (line.textContent !== words) line.textContent = words;
  line.className = kind;
  line.hidden = !words;
}

function say(words) {
  byId("said").textContent = words;
}
