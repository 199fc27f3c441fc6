// What the page knows of the brief, and how it talks to the server. One question at a time, in order.

export const desk = { items: [], articles: new Map(), seq: 0 };

let queue = Promise.resolve();

export class Refused extends Error {
  constructor(status, told) {
    super(told.message ?? "The server said no.");
    this.status = status;
    this.hint = told.hint ?? "";
  }
}

export async function load() {
  take(await get("/api/brief"));
}

export async function poll() {
  return take(await get(`/api/changes?after=${desk.seq}`));
}

export const article = remembered((id) => get(`/api/article/${id}`));
export const sentences = remembered(async (id) => (await get(`/api/sentences/${id}`)).sentences);

export const weigh = (text, places) => post("/api/weigh", { text, places });
export const suggest = (text) => post("/api/suggest", { text });

export function decide(what) {
  return write("/api/decide", what);
}

export const acceptEasy = () => write("/api/accept", {});
export const undo = () => write("/api/undo", {});

export const item = (id) => desk.items.find((each) => each.item === id);

// Returns the items that somebody else or this click has changed.
function write(path, what) {
  const next = queue.then(async () => take(await post(path, { ...what, brief: desk.sha256, after: desk.seq })));
  queue = next.catch(() => {});
  return next;
}

function take(told) {
  const changed = told.items;
  if (told.articles) {
    Object.assign(desk, told);
    desk.articles = new Map(told.articles.map((each) => [each.id, each]));
    return changed;
  }
  for (const each of changed) desk.items[desk.items.findIndex((old) => old.item === each.item)] = each;
  const { items, ...rest } = told;
  Object.assign(desk, rest);
  return changed;
}

async function get(path) {
  return answer(await fetch(path, { headers: { accept: "application/json" } }));
}

async function post(path, body) {
  const headers = { "content-type": "application/json", "x-briefing-proof": desk.proof };
  return answer(await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

async function answer(response) {
  const told = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, told);
  return told;
}

function remembered(ask) {
  const known = new Map();
  return (id) => {
    if (!known.has(id)) known.set(id, ask(id).catch((error) => { known.delete(id); throw error; }));
    return known.get(id);
  };
}
