// What can be laid over a page: baselines, 版心, trim, bleed and safe area, pictures' resolution.

const SVG = "http://www.w3.org/2000/svg";
const SAFE = (3 * 72) / 25.4; // 3 mm inside the trim nothing should stand that may not be cut

function node(tag, attributes, text = "") {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
}

const rect = (name, x, y, width, height) => node("rect", { class: name, x, y, width, height });

/**
 * All of a page's overlays in one drawing, in pt from its trim; the style sheet shows some.
 * Within a spread nothing bleeds at the `spine` ("left", "right" or "").
 */
export function overlaysOf({ size: [w, h], bleed, area, grid, images }, resolution, spine) {
  const svg = node("svg", { viewBox: `${-bleed} ${-bleed} ${w + 2 * bleed} ${h + 2 * bleed}` });
  if (grid) {
    const [first, step] = grid;
    const [x, y, width, height] = area;
    let path = "";
    for (let line = first; line <= y + height + 0.01; line += step) path += `M${x} ${line}h${width}`;
    svg.append(node("path", { class: "grid", d: path }));
  }
  svg.append(rect("area", ...area));
  const left = spine === "left" ? 0 : -bleed, right = spine === "right" ? w : w + bleed;
  svg.append(
    rect("bleed", left, -bleed, right - left, h + 2 * bleed),
    rect("safe", SAFE, SAFE, w - 2 * SAFE, h - 2 * SAFE),
    rect("trim", 0, 0, w, h),
  );
  for (const [x, y, width, height, name, ppi] of images) {
    const low = ppi !== null && ppi < resolution ? " low" : "";
    const g = node("g", { class: `ppi${low}` });
    const text = ppi === null ? "SVG" : `${Math.round(ppi)} ppi`;
    const edge = Math.max(x, 0), top = Math.max(y, 0);
    g.append(
      node("title", {}, name),
      rect("frame", x, y, width, height),
      node("rect", { class: "label", x: edge, y: top, width: text.length * 6 + 8, height: 14 }),
      node("text", { x: edge + 4, y: top + 10.5 }, text),
    );
    svg.append(g);
  }
  return svg;
}
