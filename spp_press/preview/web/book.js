// The pages on the desk: spreads as they lie in the hand, at a zoom, with the reader's place kept.

import { overlaysOf } from "./overlays.js";

const PX = 96 / 72; // CSS px in a pt
const STEPS = [0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 2.5, 3, 4];
const LARGEST = 6; // image pixels in a pt
const GAP = 28; // px between rows

export class Book {
  /** `box` scrolls; `heard` is told of what the reader does. */
  constructor(box, heard) {
    this.box = box;
    this.heard = heard;
    this.pages = [];
    this.digests = [];
    this.leaves = []; // one element for each page
    this.single = false;
    this.how = "page"; // fit: "page", "width", or "" for a zoom of its own
    this.zoom = 1;
    this.overlays = new Set();
    this.near = new IntersectionObserver((entries) => this.#seen(entries), { root: box, rootMargin: "60%" });
    box.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => { if (this.how) this.fit(this.how); else this.#scrolled(); }).observe(box);
    this.#bindPointer();
  }

  /** Show a build's pages; what has not changed is left as it is. */
  show({ pages, digests, build, resolution }) {
    this.build = build;
    this.resolution = resolution;
    const sameShape = pages.length === this.pages.length &&
      pages.every((page, i) => String(page.size) === String(this.pages[i].size));
    const changed = pages.map((page, i) => JSON.stringify(page) !== JSON.stringify(this.pages[i]));
    const first = this.pages.length === 0;
    this.pages = pages;
    this.digests = digests;
    if (!sameShape) this.keeping(() => this.#lay());
    else this.leaves.forEach((leaf, i) => { if (changed[i]) this.#furnish(leaf, i); });
    if (first && pages.length) this.fit(this.how);
    this.leaves.forEach((leaf) => { if (leaf.near) this.#load(leaf); });
    if (!first) this.#scrolled();
  }

  /** The pages that are in view, or the nearest. */
  visible() {
    const { top, bottom } = this.box.getBoundingClientRect();
    const middle = (top + bottom) / 2;
    const rows = [...this.box.querySelectorAll(".spread")];
    const distance = (row) => {
      const r = row.getBoundingClientRect();
      return r.top > middle ? r.top - middle : r.bottom < middle ? middle - r.bottom : 0;
    };
    const row = rows.sort((a, b) => distance(a) - distance(b))[0];
    return row ? row.numbers : [0];
  }

  /** To the page `number`, from 0. */
  go(number) {
    const row = this.leaves[number]?.closest(".spread");
    if (!row) return;
    this.box.scrollTop = row.offsetTop - Math.max((this.box.clientHeight - row.offsetHeight) / 2, GAP / 2);
    if (this.box.scrollWidth > this.box.clientWidth) {
      const leaf = this.leaves[number];
      this.box.scrollLeft = leaf.offsetLeft + leaf.offsetWidth / 2 - this.box.clientWidth / 2;
    }
    this.#scrolled();
  }

  /** Some spreads on. */
  turn(by) {
    const now = this.visible();
    this.go(Math.min(Math.max(by > 0 ? now.at(-1) + by : now[0] + by, 0), this.pages.length - 1));
  }

  setSingle(on) {
    const [number] = this.visible();
    this.single = on;
    this.#lay();
    this.fit(this.how);
    this.go(number);
  }

  /** One step of zoom. */
  step(by) {
    const z = this.zoom;
    const next = by > 0 ? STEPS.find((s) => s > z * 1.01) : STEPS.findLast((s) => s < z * 0.99);
    this.setZoom(next ?? z, "");
  }

  /** The whole spread, or its width, in the window. */
  fit(how) {
    if (!this.pages.length) return;
    const [width, height] = this.pages[Math.min(1, this.pages.length - 1)].size;
    const across = this.single ? 1 : 2;
    const room = { x: this.box.clientWidth - 48, y: this.box.clientHeight - 48 };
    const wide = room.x / (width * across * PX);
    const zoom = how === "width" ? wide : how === "actual" ? 1 : Math.min(wide, room.y / (height * PX));
    this.setZoom(Math.min(Math.max(zoom, 0.1), 4), how === "actual" ? "" : how);
  }

  setZoom(zoom, how) {
    this.how = how;
    this.keeping(() => {
      this.zoom = zoom;
      this.box.style.setProperty("--zoom", zoom * PX);
      for (const image of this.box.querySelectorAll(".paper img")) image.removeAttribute("style");
    });
    this.leaves.forEach((leaf) => { if (leaf.near) this.#load(leaf); });
    this.#scrolled();
  }

  /** Do what changes the layout, and leave the same spot of the same page in the middle. */
  keeping(change) {
    const before = this.#anchor();
    change();
    if (!before) return;
    const leaf = this.leaves[Math.min(before.number, this.leaves.length - 1)];
    if (!leaf) return;
    const r = leaf.getBoundingClientRect(), b = this.box.getBoundingClientRect();
    this.box.scrollTop += r.top + before.y * r.height - (b.top + b.height / 2);
    this.box.scrollLeft += r.left + before.x * r.width - (b.left + b.width / 2);
  }

  #anchor() {
    const b = this.box.getBoundingClientRect();
    const middle = { x: b.left + b.width / 2, y: b.top + b.height / 2 };
    let best = null;
    this.leaves.forEach((leaf, number) => {
      const r = leaf.getBoundingClientRect();
      const dx = Math.max(r.left - middle.x, 0, middle.x - r.right);
      const dy = Math.max(r.top - middle.y, 0, middle.y - r.bottom);
      if (!best || dx + dy < best.far) {
        best = { far: dx + dy, number, x: (middle.x - r.left) / r.width, y: (middle.y - r.top) / r.height };
      }
    });
    return best;
  }

  overlay(name, on, shown) {
    this.overlays[on ? "add" : "delete"](name);
    this.box.classList.toggle(`show-${name}`, on);
    this.leaves.forEach((leaf, i) => this.#drawOverlays(leaf, i));
    this.refreshInk(shown);
  }

  /** Fetch the ink of the pages near the view, if it is looked at. */
  refreshInk({ build, busy }) {
    if (!this.overlays.has("ink") || busy) return;
    this.leaves.forEach((leaf, i) => {
      const src = `ink/${build}/${i}.png`;
      if (leaf.near && leaf.ink.getAttribute("src") !== src) leaf.ink.src = src;
    });
  }

  /** The next paragraph or figure gets the focus. */
  next(by) {
    const spots = [...this.box.querySelectorAll(".spot")];
    const at = spots.indexOf(document.activeElement);
    const start = at >= 0 ? at + by : spots.findIndex((s) => this.visible().includes(s.page));
    const spot = spots[Math.min(Math.max(start, 0), spots.length - 1)];
    spot?.focus({ preventScroll: true });
    spot?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  copyFocused() {
    if (document.activeElement?.source) this.heard.picked(document.activeElement.source, true);
  }

  #isPaired(number) {
    return !this.single && number > 0 && (number % 2 === 0 || number + 1 < this.pages.length);
  }

  #lay() {
    this.near.disconnect();
    this.leaves = this.pages.map((_, i) => this.leaves[i] ?? newLeaf());
    const rows = this.#rows().map((numbers) => {
      const row = document.createElement("div");
      row.className = "spread";
      row.numbers = numbers;
      row.style.setProperty("--w", this.pages[numbers[0]].size[0]);
      row.classList.toggle("pair", numbers.length > 1);
      if (!this.single && numbers.length === 1) row.classList.add(numbers[0] % 2 ? "verso" : "recto");
      row.append(...numbers.map((number) => this.leaves[number]));
      return row;
    });
    this.box.replaceChildren(...rows);
    this.leaves.forEach((leaf, i) => {
      this.#furnish(leaf, i);
      this.near.observe(leaf);
    });
  }

  /** The cover alone at the right, then pairs. */
  #rows() {
    const all = this.pages.map((_, i) => i);
    if (this.single) return all.map((i) => [i]);
    return [[0], ...all.filter((i) => i % 2).map((i) => (i + 1 < all.length ? [i, i + 1] : [i]))];
  }

  #furnish(leaf, number) {
    const { size, bleed, spots } = this.pages[number];
    leaf.number = number;
    leaf.setAttribute("aria-label", this.heard.words["preview-page-number"].replace("{page}", number + 1));
    leaf.style.setProperty("--w", size[0]);
    leaf.style.setProperty("--h", size[1]);
    leaf.style.setProperty("--bleed", bleed);
    leaf.spine = this.#isPaired(number) ? (number % 2 ? "right" : "left") : "";
    leaf.dataset.spine = leaf.spine;
    const focused = leaf.contains(document.activeElement) ? document.activeElement.source : null;
    leaf.spots.replaceChildren(...spots.map((spot) => this.#spot(spot, size, number)));
    if (focused) [...leaf.spots.children].find((s) => s.source === focused)?.focus({ preventScroll: true });
    this.#drawOverlays(leaf, number);
  }

  #spot([x, y, width, height, source, text], [w, h], number) {
    const spot = document.createElement("button");
    spot.className = "spot";
    spot.tabIndex = -1;
    spot.source = source;
    spot.page = number;
    spot.dataset.source = source;
    spot.title = source;
    spot.setAttribute("aria-label", text || source);
    spot.setAttribute("aria-description", source);
    Object.assign(spot.style, {
      left: `${(100 * x) / w}%`, top: `${(100 * y) / h}%`,
      width: `${(100 * width) / w}%`, height: `${(100 * height) / h}%`,
    });
    spot.onclick = (event) => this.heard.picked(source, event.altKey || event.metaKey || event.ctrlKey);
    return spot;
  }

  #drawOverlays(leaf, number) {
    const wanted = [...this.overlays].some((name) => name !== "ink");
    leaf.marks.replaceChildren(...(wanted ? [overlaysOf(this.pages[number], this.resolution, leaf.spine)] : []));
  }

  #seen(entries) {
    for (const { target, isIntersecting } of entries) {
      target.near = isIntersecting;
      if (isIntersecting) this.#load(target);
    }
    this.refreshInk({ build: this.build, busy: false });
  }

  #scale() {
    const ideal = this.zoom * PX * devicePixelRatio;
    return Math.min(Math.round(ideal * 100) / 100, LARGEST);
  }

  /** Fetch the page's picture and put it in place of the last when it is whole. */
  async #load(leaf) {
    const digest = this.digests[leaf.number];
    if (!digest) return;
    const src = `page/${digest}/${this.#scale()}.png`;
    if (leaf.src === src) return;
    leaf.src = src;
    const image = new Image();
    image.src = src;
    image.alt = "";
    try {
      await image.decode();
    } catch {
      if (leaf.src === src) leaf.src = "";
      return;
    }
    if (leaf.src !== src) return; // another has come meanwhile
    image.dataset.digest = digest;
    this.#align(image, this.pages[leaf.number].bleed);
    leaf.paper.replaceChildren(image);
  }

  /** A pixel of the picture is a pixel of the screen. */
  #align(image, bleed) {
    const edge = `${-Math.round(bleed * this.#scale()) / devicePixelRatio}px`;
    Object.assign(image.style, {
      inset: `${edge} auto auto ${edge}`,
      width: `${image.naturalWidth / devicePixelRatio}px`,
      height: `${image.naturalHeight / devicePixelRatio}px`,
    });
  }

  #scrolled() {
    if (this.asked) return;
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      if (!this.pages.length) return;
      const pages = this.visible();
      const key = `${pages} ${this.#scale()}`;
      if (key === this.told) return;
      this.told = key;
      this.heard.turned(pages);
      this.heard.looked(this.#inView(), this.#scale());
    });
  }

  #inView() {
    const b = this.box.getBoundingClientRect();
    const seen = this.leaves.filter((leaf) => {
      const r = leaf.getBoundingClientRect();
      return r.bottom > b.top && r.top < b.bottom && r.right > b.left && r.left < b.right;
    });
    return seen.length ? seen.map((leaf) => leaf.number) : this.visible();
  }

  /** A swipe turns the page where there is nothing to scroll sideways. */
  #bindPointer() {
    let start = null;
    this.box.addEventListener("touchstart", ({ touches }) => {
      start = touches.length === 1 ? { x: touches[0].clientX, y: touches[0].clientY } : null;
    }, { passive: true });
    this.box.addEventListener("touchend", ({ changedTouches }) => {
      if (!start || this.box.scrollWidth > this.box.clientWidth + 1 || visualViewport.scale > 1.01) return;
      const dx = changedTouches[0].clientX - start.x, dy = changedTouches[0].clientY - start.y;
      if (Math.abs(dx) > 60 && Math.abs(dx) > 2 * Math.abs(dy)) this.turn(dx < 0 ? 1 : -1);
    }, { passive: true });
    this.box.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.setZoom(Math.min(Math.max(this.zoom * Math.exp(-event.deltaY / 300), 0.1), 4), "");
    }, { passive: false });
  }
}

function newLeaf() {
  const leaf = document.createElement("section");
  leaf.className = "leaf";
  const parts = { paper: "div", ink: "img", marks: "div", spots: "div" };
  for (const [name, tag] of Object.entries(parts)) {
    leaf[name] = document.createElement(tag);
    leaf[name].className = name;
    leaf.append(leaf[name]);
  }
  leaf.ink.alt = "";
  leaf.paper.setAttribute("aria-hidden", "true");
  leaf.marks.setAttribute("aria-hidden", "true");
  return leaf;
}
