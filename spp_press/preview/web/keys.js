// One key for each thing that is done often.

const KEYS = {
  ArrowLeft: (act) => act.turn(-1),
  ArrowRight: (act) => act.turn(1),
  Home: (act) => act.go(0),
  End: (act) => act.go(-1),
  "/": (act) => act.find(),
  "+": (act) => act.step(1),
  "=": (act) => act.step(1),
  "-": (act) => act.step(-1),
  0: (act) => act.fit("page"),
  1: (act) => act.fit("actual"),
  w: (act) => act.fit("width"),
  s: (act) => act.toggle("single"),
  g: (act) => act.toggle("grid"),
  a: (act) => act.toggle("area"),
  b: (act) => act.toggle("trim"),
  i: (act) => act.toggle("ink"),
  r: (act) => act.toggle("ppi"),
  t: (act) => act.panel("thumbs"),
  p: (act) => act.panel("problems"),
  n: (act) => act.next(1),
  N: (act) => act.next(-1),
  c: (act) => act.copy(),
  F5: (act) => act.again(),
  "?": (act) => act.help(),
};

export function bindKeys(act) {
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest("input, select, dialog")) return;
    const does = KEYS[key] ?? KEYS[key.length === 1 && !event.shiftKey ? key.toLowerCase() : ""];
    if (!does) return;
    event.preventDefault();
    does(act);
  });
}
