// A sentence being written anew: what the checks say appears as you type, and nothing is saved that was not seen.

import { element, shown, unitsOf } from "./dom.js";
import { article, decide, desk, suggest, weigh } from "./desk.js";
import { show } from "./pane.js";

const WAIT = 250; // milliseconds of silence before the checks are asked

export class Editor {
  constructor(item, close, { choosing }) {
    this.item = item;
    this.seen = item.version; // what this reviewer saw: whoever decides meanwhile is not overwritten
    this.close = close;
    this.places = item.cites.filter((cite) => !cite.out).map((cite) => cite.place);
    this.swapping = null;
    this.overruling = false;
    this.shown = this.places[0]?.[0];
    this.text = element("textarea", { rows: "3", maxlength: "2000", spellcheck: "true", lang: "en", dir: "auto", "aria-label": "The sentence",
      oninput: () => this.later(), onkeydown: (event) => this.key(event) });
    this.text.value = item.text;
    this.verdict = element("div", { class: "verdict", role: "status" });
    this.list = element("ul", { class: "cites" });
    this.why = element("input", { type: "text", maxlength: "2000" });
    this.save = element("button", { type: "button", class: "main", onclick: () => this.send(false), "aria-keyshortcuts": "Control+Enter" }, "Save");
    this.insist = element("button", { type: "button", class: "link", hidden: true, onclick: () => this.overrule() }, "Print it all the same …");
    this.against = element("div", { class: "against", hidden: true },
      element("label", {}, "Your name, the check and this reason will be printed with it. Why should it stand? ", this.why),
      element("button", { type: "button", onclick: () => this.send(true) }, "Print against the check"));
    this.fault = element("p", { class: "fault", role: "alert" });
    this.element = element("div", { class: "editor" }, this.text, this.verdict, this.list, this.against, this.fault,
      element("div", { class: "row" }, this.save,
        element("button", { type: "button", onclick: () => this.choose() }, "Choose in the article"),
        element("button", { type: "button", onclick: () => this.close(false) }, "Cancel"), this.insist));
    this.start(choosing);
  }

  async start(choosing) {
    if (!this.places.length) {
      this.places = (await suggest(this.text.value)).places;
      this.suggested = true;
    }
    this.shown = this.places[0]?.[0] ?? [...desk.articles.keys()][0];
    await this.ask();
    await this.pane();
    if (choosing) this.choose();
  }

  focus() {
    this.text.focus();
    this.text.setSelectionRange(this.text.value.length, this.text.value.length);
  }

  choose() {
    document.querySelector("#text .citable[tabindex='0']")?.focus();
  }

  overrule() {
    this.overruling = true;
    this.insist.hidden = true;
    this.against.hidden = false;
    this.why.focus();
  }

  key(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey || !event.shiftKey)) {
      event.preventDefault(); // a sentence is one line
      if (event.ctrlKey || event.metaKey) this.send(false);
    }
  }

  later() {
    clearTimeout(this.timer);
    this.save.disabled = true;
    this.verdict.classList.add("old");
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    clearTimeout(this.timer);
    const turn = (this.turn = (this.turn ?? 0) + 1);
    let told;
    try { told = await weigh(this.text.value, this.places); } catch (error) { this.fault.textContent = error.message; return; }
    if (turn !== this.turn) return;
    this.told = told;
    this.save.disabled = !told.holds;
    this.verdict.classList.remove("old");
    this.verdict.classList.toggle("holds", told.holds);
    this.verdict.replaceChildren(...this.says(told));
    this.insist.hidden = !told.overrulable || this.overruling;
    this.against.hidden = !told.overrulable || !this.overruling;
    await this.draw();
  }

  says(told) {
    if (told.holds) {
      const words = told.uncovered.map(([a, b]) => `“${cut(this.text.value, a, b)}”`).join(", ");
      const grade = { verbatim: "It holds: the source’s own sentence.", close: "It holds, close to its quotes." }[told.grade]
        ?? `It holds as a paraphrase. No quote says ${words || "all of it"}.`;
      return [element("p", {}, element("b", { "aria-hidden": "true" }, "✓ "), grade)];
    }
    const faults = told.faults.map((fault) => element("li", {}, `${fault.says}: ${fault.detail}.`));
    return [element("p", {}, element("b", { "aria-hidden": "true" }, "✕ "), "It does not hold."), element("ul", {}, faults)];
  }

  async draw() {
    const rows = await Promise.all(this.places.map(async (place, i) => {
      const text = (await article(place[0])).text;
      const name = desk.articles.get(place[0]).name;
      const quote = cut(text, place[1], place[2]);
      const swap = this.swapping === i;
      return element("li", { class: swap ? "swapping" : "" },
        element("button", { type: "button", class: "link quote", onclick: () => { this.shown = place[0]; this.pane(place); } },
          element("span", {}, element("bdi", {}, name), ": ", element("q", { dir: "auto" }, shown(quote)))),
        element("button", { type: "button", "aria-pressed": String(swap), "aria-label": `Swap the quote from ${name}`,
          onclick: () => { this.swapping = swap ? null : i; this.shown = place[0]; this.draw(); this.pane(place); } }, "Swap"),
        element("button", { type: "button", "aria-label": `Take away the quote from ${name}`, onclick: () => this.take({ place, on: false }) }, "Remove"));
    }));
    const hint = this.suggested ? "These are the nearest sentences. Keep those that bear it out."
      : this.swapping !== null ? "Now choose the sentence that takes its place." : "";
    this.list.replaceChildren(hint ? element("li", { class: "hint" }, hint) : "",
      ...(rows.length ? rows : [element("li", { class: "hint" }, "It rests on nothing. Choose a sentence in the article.")]));
  }

  async pane(place) {
    const at = place ?? this.places.find((each) => each[0] === this.shown) ?? [this.shown, 0, 0];
    await show({ place: at, choosing: this.places, onChosen: (what) => this.take(what) });
  }

  async take({ article: id, place, on }) {
    if (id) { this.shown = id; return this.pane(); }
    this.touched = true;
    const same = (each) => each[0] === place[0] && each[1] < place[2] && place[1] < each[2];
    const inPane = document.activeElement?.closest?.("#pane");
    if (!on) this.places = this.places.filter((each) => !same(each));
    else if (this.swapping !== null) this.places = this.places.map((each, i) => (i === this.swapping ? place : each));
    else this.places = [...this.places, place];
    this.swapping = null;
    this.fault.textContent = "";
    await this.ask();
    if (on && !this.told.places.some(same)) {
      this.fault.textContent = this.told.grade === "verbatim"
        ? "This is a source’s own sentence, quoted whole: it rests on that quote alone. Word it anew to rest it on several."
        : "Those words cannot be cited: they are no part of what the article reports.";
    }
    this.places = this.told.places; // whole sentences, as the program found them
    await this.draw();
    document.getSelection()?.removeAllRanges();
    await this.pane(on ? place : undefined);
    if (inPane) (document.querySelector(`#text .citable[data-start='${place[1]}']`) ?? document.querySelector("#text .citable[tabindex='0']"))?.focus();
  }

  async send(overrule) {
    if (!this.told || this.save.disabled && !overrule) return;
    const deed = this.item.kind === "rejected" ? "restore" : "edit";
    try {
      await decide({ item: this.item.item, deed, seen: this.seen, text: this.text.value, places: this.places, why: overrule ? this.why.value : "", overrule });
      this.close(true);
    } catch (error) {
      this.fault.textContent = `${error.message} ${error.hint ?? ""}`;
      if (overrule && !this.why.value) this.why.focus();
      if (error.status === 409) this.close(false, error);
    }
  }
}

function cut(text, start, end) {
  const at = unitsOf(text);
  return text.slice(at(start), at(end));
}

