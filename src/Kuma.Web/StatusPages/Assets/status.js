// Keeps a page that is complete without it up to date: fetches the page again and puts the new parts in place of the old.
const seconds = Math.max(5, Number(document.body.dataset.refresh) || 300);
let due = Date.now() + seconds * 1000;
let fetching = false;

const pad = (number) => String(number).padStart(2, "0");
const local = (date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
const age = (date) => {
  const minutes = Math.max(0, Math.round((Date.now() - date) / 60000));
  return minutes > 60 ? `${Math.round(minutes / 60)}h` : `${minutes}m`;
};

/** What a beat's title says, e.g. "Up 2026-01-31 12:00:00 UTC". */
const read = (beat) => {
  const [, word, day, time] = /^(.*) (\S+) (\S+) UTC$/.exec(beat.title);
  return { word, at: new Date(`${day}T${time}Z`) };
};

/** Shows times in the visitor's zone, and how old the ends of the bars are. */
function localise() {
  for (const time of document.querySelectorAll("time[datetime]")) {
    time.textContent = local(new Date(time.dateTime));
  }
  for (const bar of document.querySelectorAll(".beats")) {
    const width = Math.max(1, Math.floor(bar.clientWidth / 9));
    const shown = [...bar.querySelectorAll("[title]")].slice(-width);
    const ends = bar.parentElement.querySelector(".since");
    if (ends && shown.length > 4) {
      const last = read(shown.at(-1)).at;
      ends.firstElementChild.textContent = age(read(shown[0]).at);
      ends.lastElementChild.textContent = Date.now() - last < 120000 ? ends.dataset.now : age(last);
    }
  }
}

/** Groups that are folded stand in the address, so that links can fold them. */
function fold() {
  const folded = new URLSearchParams(location.search).getAll("collapse");
  for (const group of document.querySelectorAll("details.group")) {
    group.open = !folded.includes(group.dataset.id);
    group.addEventListener("toggle", () => {
      const query = new URLSearchParams(location.search);
      const others = query.getAll("collapse").filter((id) => id !== group.dataset.id);
      if (group.open === (others.length === query.getAll("collapse").length)) return;
      query.delete("collapse");
      for (const id of group.open ? others : [...others, group.dataset.id]) query.append("collapse", id);
      history.pushState(null, "", query.size ? `?${query}` : location.pathname);
    });
  }
}

/** What the keyboard can reach, in order. */
const places = () => [...document.querySelectorAll("a, summary, button, [tabindex]")];

async function refresh() {
  fetching = true;
  try {
    const response = await fetch(location.pathname, { headers: { Accept: "text/html" }, cache: "no-cache" });
    if (response.ok) {
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
      const extra = document.querySelector("[data-loaded]");
      const at = places().indexOf(document.activeElement);
      for (const part of ["overall", "notes", "groups", "updated", ...(extra ? [] : ["past"])]) {
        const now = document.getElementById(part);
        const next = fresh.getElementById(part);
        if (now && next && now.outerHTML !== next.outerHTML) now.replaceWith(next);
      }
      fold();
      localise();
      // The keyboard stays where it was.
      if (at >= 0 && document.activeElement === document.body) places()[at]?.focus({ preventScroll: true });
    }
  } catch {
    // Offline: the next round tries again.
  }
  due = Date.now() + seconds * 1000;
  fetching = false;
}

function tick() {
  const left = Math.max(0, Math.round((due - Date.now()) / 1000));
  const text = document.getElementById("countdown");
  text?.parentElement.classList.add("runs");
  if (text) text.textContent = `${pad(Math.floor(left / 60))}:${pad(left % 60)}`;
  if (left === 0 && !fetching) refresh();
}

/** One tooltip for all beats, for mouse and keyboard. */
const tip = Object.assign(document.createElement("div"), { className: "tip", hidden: true });
tip.setAttribute("role", "status");
document.body.append(tip);
function show(beat) {
  tip.hidden = !beat?.title;
  if (tip.hidden) return;
  const { word, at } = read(beat);
  tip.replaceChildren(Object.assign(document.createElement("b"), { textContent: word }), local(at));
  const box = beat.getBoundingClientRect();
  const below = innerHeight - box.bottom > 80 || box.top < 80;
  tip.style.top = `${below ? box.bottom + 6 : box.top - tip.offsetHeight - 6}px`;
  tip.style.left = `${Math.min(Math.max(10, box.left - tip.offsetWidth / 2), innerWidth - tip.offsetWidth - 10)}px`;
}
document.addEventListener("pointerover", (event) => show(event.target.closest?.(".beats i")));
document.addEventListener("focusin", (event) => {
  if (event.target.matches(".beats")) show(event.target.lastElementChild);
});
document.addEventListener("focusout", () => show(null));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") show(null);
  const bar = document.activeElement;
  if (!bar?.matches(".beats")) return;
  const beats = [...bar.querySelectorAll("[title]")];
  const at = Number(bar.dataset.at ?? beats.length - 1);
  const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: beats.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  bar.dataset.at = String(Math.min(Math.max(0, next), beats.length - 1));
  show(beats[bar.dataset.at]);
});

/** Older incidents, ten at a time. */
document.addEventListener("click", async (event) => {
  const more = event.target.closest?.("#more");
  if (!more || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const response = await fetch(more.href);
  if (!response.ok) return;
  const holder = document.createElement("div");
  holder.dataset.loaded = "";
  holder.append(...new DOMParser().parseFromString(await response.text(), "text/html").getElementById("past").childNodes);
  more.replaceWith(holder);
  localise();
});

fold();
localise();
addEventListener("resize", localise);
addEventListener("popstate", fold);
setInterval(tick, 1000);
tick();
