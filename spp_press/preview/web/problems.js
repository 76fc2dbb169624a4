// What is wrong: in one line on top if it stopped the build, and each beside the pages.

const make = (tag, className, text = "") =>
  Object.assign(document.createElement(tag), { className, textContent: text });

export function drawProblems(box, problems, { words, hasEditor, open, copy }) {
  const heading = make("h2", "", words["preview-problems"]);
  const items = problems.map((problem) => {
    const item = make("li", problem.severity);
    item.append(make("span", "called", problem.called));
    if (problem.place) {
      const place = make("button", "place", problem.place);
      place.onclick = () => (hasEditor ? open : copy)(problem.place);
      item.append(place);
    }
    item.append(make("p", "what", problem.what), make("p", "remedy", problem.remedy));
    return item;
  });
  const list = make("ol", "");
  list.append(...items);
  box.replaceChildren(heading, items.length ? list : make("p", "none", words["preview-no-problems"]));
}

export function sayState({ busy, failed, problems, pages }, words) {
  const alarm = document.getElementById("alarm");
  const errors = problems.filter(({ severity }) => severity === "error");
  const state = failed ? "failed" : busy ? "busy" : problems.length ? "warned" : "good";
  document.body.dataset.state = state;
  const counted = words["preview-count"].replace("{count}", problems.length);
  const said = { failed: words["preview-failed"], busy: words["preview-busy"], warned: counted, good: words["preview-good"] };
  const label = document.getElementById("state");
  if (label.textContent !== said[state]) label.textContent = said[state];
  if (failed && errors.length) {
    const [first] = errors;
    const kept = make("span", "kept", pages.length ? words["preview-kept"] : "");
    const more = errors.length > 1 ? words["preview-more"].replace("{count}", errors.length - 1) : "";
    const parts = [make("strong", "", first.place), make("span", "", first.what), make("span", "remedy", `${first.remedy} ${more}`), kept];
    alarm.replaceChildren(...parts);
  }
  alarm.hidden = !(failed && errors.length);
}
