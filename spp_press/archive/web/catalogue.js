// The search: every word of the query has to be in an article's title, byline or text.
"use strict";

const MOST = 200;
const AROUND = 36;
const box = document.getElementById("q");
const hits = document.getElementById("hits");
const count = document.getElementById("count");
const issues = document.getElementById("issues");
let articles = null;

// Full-width letters and digits count as half-width ones; nothing changes its length.
const plain = (text) =>
  text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[A-Z]/g, (c) => c.toLowerCase());

function load() {
  articles = JSON.parse(document.getElementById("text").textContent);
  for (const article of articles) {
    article.plainHead = plain(`${article.title} ${article.by}`);
    article.plainText = article.text.map(([, text]) => plain(text));
  }
}

function find(words) {
  const found = [];
  for (const article of articles) {
    const inHead = words.every((word) => article.plainHead.includes(word));
    const all = words.every((word) => article.plainHead.includes(word)
      || article.plainText.some((text) => text.includes(word)));
    if (all) found.push({ article, rank: inHead ? 0 : 1 });
  }
  return found.sort((a, b) => a.rank - b.rank);
}

function marked(parent, text, words) {
  const folded = plain(text);
  let at = 0;
  while (at < text.length) {
    let next = text.length, length = 0;
    for (const word of words) {
      const start = folded.indexOf(word, at);
      if (start >= 0 && (start < next || (start === next && word.length > length))) {
        next = start;
        length = word.length;
      }
    }
    parent.append(text.slice(at, next));
    if (!length) break;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(next, next + length);
    parent.append(mark);
    at = next + length;
  }
  return parent;
}

// The page on which most of the words are, and what stands around the first of them.
function passage(article, words) {
  let best = { page: article.text[0][0], text: "", score: 0 };
  article.plainText.forEach((text, i) => {
    const score = words.filter((word) => text.includes(word)).length;
    if (score <= best.score) return;
    const [page, full] = article.text[i];
    const first = Math.min(...words.map((word) => text.indexOf(word)).filter((at) => at >= 0));
    const from = Math.max(0, first - AROUND), to = first + 3 * AROUND;
    const cut = full.slice(from, to).replace(/\s+/g, " ");
    best = { page, score, text: (from ? "…" : "") + cut + (to < full.length ? "…" : "") };
  });
  return best;
}

function item({ article }, words) {
  const { page, text } = passage(article, words);
  const li = document.createElement("li");
  const link = document.createElement("a");
  link.href = `${article.link}#page=${page}`;
  link.append(marked(document.createElement("strong"), article.title, words));
  const where = document.createElement("span");
  if (article.by) marked(where, article.by, words).append("　");
  where.append(`${article.issue}　${article.section}　第 ${page} 页`);
  link.append(where);
  if (text) link.append(marked(document.createElement("p"), text, words));
  li.append(link);
  return li;
}

function search() {
  const words = plain(box.value).split(/\s+/).filter(Boolean);
  const wanted = words.length > 0;
  hits.hidden = !wanted;
  issues.hidden = wanted;
  hits.replaceChildren();
  count.textContent = "";
  if (!wanted) return;
  if (!articles) load();
  const found = find(words);
  hits.append(...found.slice(0, MOST).map((hit) => item(hit, words)));
  count.textContent = found.length ? `${found.length} 篇` : "没有找到";
}

box.addEventListener("input", () => {
  search();
  scrollTo({ top: 0, behavior: "instant" });
  const query = box.value.trim();
  history.replaceState(null, "", query ? `#q=${encodeURIComponent(query)}` : "#");
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== box) {
    event.preventDefault();
    box.focus();
  } else if (event.key === "Escape" && box.value) {
    box.value = "";
    box.dispatchEvent(new Event("input"));
  }
});
function follow() {
  const query = new URLSearchParams(location.hash.slice(1)).get("q");
  if (query === null) return;
  box.value = query;
  search();
}
// Issues get their height when they come into view: until all on the way have theirs, a jump misses.
function land(times) {
  const target = document.getElementById(location.hash.slice(1));
  if (!target || !times) return;
  target.scrollIntoView();
  requestAnimationFrame(() => land(times - 1));
}
function arrive() {
  follow();
  land(9);
}
addEventListener("hashchange", arrive);
arrive();
