// The pages, small.

/** Draw the thumbnails; a page that has changed since `before` gets a mark. */
export function drawThumbs(box, { digests, pages }, before, words, go) {
  while (box.children.length > pages.length) box.lastChild.remove();
  pages.forEach(({ size }, number) => {
    const button = box.children[number] ?? newThumb(box);
    const digest = digests[number];
    button.onclick = () => go(number);
    button.classList.toggle("left", number % 2 === 1);
    button.style.setProperty("--ratio", size[0] / size[1]);
    button.setAttribute("aria-label", words["preview-page-number"].replace("{page}", number + 1));
    button.lastChild.textContent = number + 1;
    if (digest && button.digest !== digest) {
      button.firstChild.src = `thumb/${digest}.png`;
      button.digest = digest;
    }
    if (before.length) button.classList.toggle("changed", Boolean(before[number]) && before[number] !== digest);
  });
}

export function markThumbs(box, pages) {
  [...box.children].forEach((button, number) => {
    const on = pages.includes(number);
    if (on && button.getAttribute("aria-current") !== "page") {
      const b = box.getBoundingClientRect(), r = button.getBoundingClientRect();
      if (r.top < b.top || r.bottom > b.bottom) box.scrollTop += r.top - b.top - (b.height - r.height) / 2;
    }
    if (on) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  });
}

function newThumb(box) {
  const button = document.createElement("button");
  const image = document.createElement("img");
  image.alt = "";
  image.loading = "lazy";
  button.append(image, document.createElement("span"));
  box.append(button);
  return button;
}
