// The right-hand side: an article with its quote, or all positions of a dispute at once.

import { byId, element, pointsOf, shown, unitsOf } from "./dom.js";
import { article, desk, sentences } from "./desk.js";

let current = 0; // a later call of `show` overtakes an earlier one that still waits

export async function show({ place, others = [], context, choosing = null, tabs = [], onTab, onChosen }) {
  const turn = ++current;
  const [id, start, end] = place;
  const told = await article(id);
  const citable = choosing ? await sentences(id) : [];
  if (turn !== current) return;
  const body = element("div", { class: `text${choosing ? " choosing" : ""}`, dir: "auto", lang: "", id: "text", tabindex: "0",
    role: "document", "aria-label": `Text of ${desk.articles.get(id).name}` });
  body.append(...pieces(told, { start, end, context, others, citable, cited: choosing ?? [], id }));
  const pane = byId("pane");
  pane.replaceChildren(head(id, tabs, onTab, choosing && onChosen), body);
  pane.dataset.article = id;
  body.querySelector("mark")?.scrollIntoView({ block: "center" });
  if (choosing) enable(body, told.text, id, onChosen);
}

export async function showSides(claim, open) {
  const turn = ++current;
  const parts = [...claim.positions, ...claim.remarks];
  const texts = new Map(await Promise.all(parts.flatMap((part) => part.cites).map(async (cite) => [cite.place[0], (await article(cite.place[0])).text])));
  if (turn !== current) return;
  const quotes = (part) => part.cites.map((cite) => inContext(cite, texts.get(cite.place[0]), open));
  byId("pane").replaceChildren(
    element("div", { class: "head" }, element("h2", { dir: "auto" }, claim.text), element("p", { class: "quiet" }, `${claim.says}. ${claim.remark ?? ""}`)),
    element("div", { class: "sides", tabindex: "0", role: "group", "aria-label": "All positions" },
      claim.positions.map((side) => element("section", { class: "side" },
        element("h3", { dir: "auto" }, side.answer),
        element("p", { class: "quiet" }, [side.holder, sources(side.independent)].filter(Boolean).join(" · ")),
        quotes(side))),
      claim.remarks.map((remark) => element("section", { class: "side beside" }, element("h3", {}, remark.says), quotes(remark)))));
}

export const sources = (count) => `${count} independent ${count === 1 ? "source" : "sources"}`;

export function sayNothing(words) {
  current += 1;
  byId("pane").replaceChildren(element("p", { class: "wait" }, words));
}

function inContext(cite, text, open) {
  const at = unitsOf(text);
  const [id, start, end] = cite.place;
  const [from, to] = cite.context ?? [start, end];
  return element("figure", { class: cite.out ? "out" : "" },
    element("blockquote", { dir: "auto" },
      element("span", { class: "around" }, shown(text.slice(at(from), at(start)))),
      element("mark", {}, shown(text.slice(at(start), at(end)))),
      element("span", { class: "around" }, shown(text.slice(at(end), at(to))))),
    element("figcaption", {}, element("bdi", {}, desk.articles.get(id).name),
      element("button", { type: "button", class: "link", onclick: () => open(cite) }, "In the article")));
}

function head(id, tabs, onTab, choosing) {
  const about = desk.articles.get(id);
  return element("div", { class: "head" },
    choosing ? picker(id, choosing) : element("h2", { dir: "auto" }, about.name),
    element("p", { class: "quiet", dir: "auto" }, [about.title, about.published, choosing ? "" : about.source].filter(Boolean).join(" · ")),
    about.copy_of ? element("p", { class: "warn" }, "A copy of ", element("bdi", {}, about.copy_of), ": its wording is not the original’s.") : "",
    about.partial ? element("p", { class: "warn" }, "Its text is cut off.") : "",
    tabs.length > 1 ? element("div", { class: "tabs", role: "group", "aria-label": "Quotes of this sentence" },
      tabs.map((tab, i) => element("button", { type: "button", "aria-pressed": String(tab.shown), onclick: () => onTab(i) }, tab.label))) : "",
    choosing ? element("p", { class: "hint" }, "Select words, or click a sentence, to cite it or to take it away.") : "");
}

function picker(id, onChosen) {
  const pick = element("select", { "aria-label": "Article", onchange: () => onChosen({ article: pick.value }) },
    [...desk.articles.values()].map((each) => element("option", { value: each.id, selected: each.id === id }, each.name)));
  return pick;
}

// Cuts the text at every edge, so that each stretch has one look; a citable sentence is one element.
function pieces(told, { start, end, context, others, citable, cited, id }) {
  const at = unitsOf(told.text);
  const inside = (spans, a) => spans.some(([from, to]) => from <= a && a < to);
  const here = cited.filter((place) => place[0] === id).map((place) => [place[1], place[2]]);
  const length = pointsOf(told.text, told.text.length);
  const edges = (spans) => spans.flat().filter((edge) => edge > 0 && edge < length);
  const cuts = [...new Set([0, length, ...edges([[start, end], context ?? [], ...others, ...told.boilerplate, ...citable, ...here])])].sort((a, b) => a - b);
  const made = [];
  let open = null;
  cuts.slice(0, -1).forEach((from, i) => {
    const words = shown(told.text.slice(at(from), at(cuts[i + 1])));
    const marked = !citable.length && end > start && inside([[start, end]], from);
    const look = [
      inside(told.boilerplate, from) && "dim",
      inside(others, from) && !marked && "other",
      context && inside([context], from) && !marked && "context",
    ].filter(Boolean).join(" ");
    const piece = marked ? element("mark", { class: look }, words) : look ? element("span", { class: look }, words) : words;
    const sentence = citable.find(([a, b]) => a <= from && from < b);
    if (!sentence) { open = null; made.push(piece); return; }
    if (open?.sentence !== sentence) {
      const on = here.some(([a, b]) => a < sentence[1] && sentence[0] < b);
      open = { sentence, element: element("span", { class: `citable${on ? " cited" : ""}`, role: "checkbox", "aria-checked": String(on), tabindex: "-1",
        "data-start": sentence[0], "data-end": sentence[1] }) };
      made.push(open.element);
    }
    open.element.append(...[piece].flat());
  });
  return made.flat();
}

function enable(body, text, id, onChosen) {
  const all = [...body.querySelectorAll(".citable")];
  const first = body.querySelector(".cited") ?? all[0];
  if (first) { first.tabIndex = 0; if (body.querySelector(".cited")) first.scrollIntoView({ block: "center" }); }
  const toggle = (each) => onChosen({ place: [id, Number(each.dataset.start), Number(each.dataset.end)], on: each.getAttribute("aria-checked") !== "true" });
  body.addEventListener("keydown", (event) => {
    const place = all.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    if (step && all.length) {
      event.preventDefault();
      const next = all[Math.min(Math.max(place + step, 0), all.length - 1)];
      for (const each of all) each.tabIndex = each === next ? 0 : -1;
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    } else if ((event.key === "Enter" || event.key === " ") && place >= 0) {
      event.preventDefault();
      toggle(all[place]);
    }
  });
  body.addEventListener("mouseup", (event) => {
    const picked = selection(body, text);
    const sentence = event.target.closest?.(".citable");
    if (picked) onChosen({ place: [id, ...picked], on: true });
    else if (sentence) toggle(sentence);
  });
}

// The selection inside *body* as [start, end] in code points of its text; null if nothing is selected.
export function selection(body, text) {
  const chosen = document.getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  if (!body.contains(range.startContainer) || !body.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(body);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return [pointsOf(text, start), pointsOf(text, start + range.toString().length)];
}
