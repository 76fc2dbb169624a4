// The preview: hears what is shown, shows it, and keeps the reader's place.

import { Book } from "./book.js";
import { bindKeys } from "./keys.js";
import { drawProblems, sayState } from "./problems.js";
import { drawThumbs, markThumbs } from "./thumbs.js";

const byId = (id) => document.getElementById(id);
export const words = JSON.parse(byId("words").textContent);
const hasEditor = document.body.dataset.editor === "yes";

/** What is shown: the last word of the server on each of its parts. */
const shown = { build: 0, busy: true, failed: false, problems: [], digests: [], pages: [], articles: [] };

const book = new Book(byId("pages"), { words, turned, looked, picked });

function hear(said) {
  const before = shown.digests;
  Object.assign(shown, said);
  if (said.pages) {
    byId("title").textContent = shown.title;
    document.title = shown.title;
    byId("count").textContent = shown.pages.length;
    drawArticles();
  }
  if (said.pages || said.digests) {
    book.show(shown);
    drawThumbs(byId("thumbs"), shown, before, words, (number) => book.go(number));
    markThumbs(byId("thumbs"), book.visible());
  }
  if (said.problems) drawProblems(byId("problems"), shown.problems, { words, hasEditor, open, copy });
  sayState(shown, words);
  book.refreshInk(shown);
}

function drawArticles() {
  const select = byId("articles");
  const groups = [];
  for (const article of shown.articles) {
    let group = groups.at(-1);
    if (!group || group.label !== article.section) {
      group = document.createElement("optgroup");
      group.label = article.section;
      groups.push(group);
    }
    group.append(new Option(`${article.page + 1}　${article.title}`, article.page));
  }
  select.replaceChildren(new Option(words["preview-article"], ""), ...groups);
}

/** The reader has come to other pages. */
function turned(pages) {
  const field = byId("page");
  const first = pages[0] + 1, last = pages.at(-1) + 1;
  if (document.activeElement !== field) field.value = first === last ? first : `${first}–${last}`;
  markThumbs(byId("thumbs"), pages);
}

/** Other pages are in view, or the same at another scale: these are to be drawn first. */
let waiting;
function looked(pages, scale) {
  byId("percent").textContent = `${Math.round(book.zoom * 100)} %`;
  clearTimeout(waiting);
  waiting = setTimeout(() => post("view", { pages: pages.slice(0, 8), scale }), 80);
}

function picked(source, wantsCopy) {
  if (hasEditor && !wantsCopy) open(source);
  else copy(source);
}

async function open(source) {
  const done = await post("open", { source });
  if (done) toast(words["preview-opened"].replace("{source}", source));
  else copy(source);
}

async function copy(source) {
  try {
    await navigator.clipboard.writeText(source);
    toast(words["preview-copied"].replace("{source}", source));
  } catch {
    toast(source);
  }
}

async function post(where, what) {
  try {
    const response = await fetch(where, { method: "POST", body: JSON.stringify(what ?? {}) });
    return response.ok;
  } catch {
    return false;
  }
}

let fading;
function toast(text) {
  const box = byId("toast");
  box.textContent = text;
  box.classList.add("on");
  clearTimeout(fading);
  fading = setTimeout(() => box.classList.remove("on"), 2600);
}

function toggle(name, on) {
  const button = document.querySelector(`[data-toggle="${name}"]`);
  const value = on ?? button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", value);
  if (name === "single") book.setSingle(value);
  else book.overlay(name, value, shown);
  if (value && name === "ink") toast(words["preview-ink-limit"].replace("{limit}", shown.inkLimit));
  if (value && name === "ppi") toast(words["preview-ppi-limit"].replace("{limit}", shown.resolution));
}

function panel(name, on) {
  const box = byId(name), button = byId(`toggle-${name}`);
  const value = on ?? box.hidden;
  book.keeping(() => { box.hidden = !value; });
  button.setAttribute("aria-pressed", value);
}

const actions = {
  toggle, panel,
  turn: (by) => book.turn(by),
  go: (number) => book.go(number === -1 ? shown.pages.length - 1 : number),
  step: (by) => book.step(by),
  fit: (how) => book.fit(how),
  next: (by) => book.next(by),
  copy: () => book.copyFocused(),
  find: () => byId("page").select(),
  help: () => byId("keys").showModal(),
  again: () => post("again"),
};
bindKeys(actions);

byId("back").onclick = () => book.turn(-1);
byId("forth").onclick = () => book.turn(1);
byId("smaller").onclick = () => book.step(-1);
byId("larger").onclick = () => book.step(1);
byId("zoom").onclick = () => book.fit("page");
byId("help").onclick = actions.help;
byId("toggle-thumbs").onclick = () => panel("thumbs");
byId("toggle-problems").onclick = () => panel("problems");
byId("articles").onchange = ({ target }) => {
  if (target.value !== "") book.go(Number(target.value));
  target.value = "";
};
byId("page").onfocus = ({ target }) => target.select();
byId("page").onchange = ({ target }) => {
  const number = Number.parseInt(target.value, 10);
  target.blur();
  if (number >= 1) book.go(Math.min(number, shown.pages.length) - 1);
  turned(book.visible());
};
for (const button of document.querySelectorAll("[data-toggle]")) {
  button.onclick = () => toggle(button.dataset.toggle);
}
byId("more").onclick = ({ currentTarget }) => {
  const open = document.body.classList.toggle("tools-open");
  currentTarget.setAttribute("aria-expanded", open);
};
if (matchMedia("(max-width: 760px)").matches) {
  panel("thumbs", false);
  toggle("single", true);
}

function listen() {
  const events = new EventSource("events");
  events.onmessage = ({ data }) => {
    document.body.classList.remove("lost");
    hear(JSON.parse(data));
  };
  events.onerror = () => {
    document.body.classList.add("lost");
    byId("state").textContent = words["preview-lost"];
    // The browser tries again by itself, unless it was refused.
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
}
listen();
