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

const relative = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "auto" });
const ago = (date) => {
  const minutes = Math.round((date - Date.now()) / 60000);
  if (minutes > -60) return relative.format(minutes, "minute");
  return minutes > -1440 ? relative.format(Math.round(minutes / 60), "hour") : relative.format(Math.round(minutes / 1440), "day");
};

/** What a beat's title says, e.g. "Up 2026-01-31 12:00:00 UTC". */
const read = (beat) => {
  const [, word, day, time] = /^(.*) (\S+) (\S+) UTC$/.exec(beat.title || beat.dataset.title);
  return { word, at: new Date(`${day}T${time}Z`) };
};

/** Shows times in the visitor's zone, and how old the ends of the bars are. */
function localise() {
  // A small screen has no room for it on the line, and a second line would move what is below.
  const wide = innerWidth > 767;
  for (const time of document.querySelectorAll("time[datetime]")) {
    const at = new Date(time.dateTime);
    time.textContent = wide && time.closest("#notes") ? `${local(at)} (${ago(at)})` : local(at);
  }
  for (const bar of document.querySelectorAll(".beats")) {
    const width = Math.max(1, Math.floor(bar.clientWidth / 9));
    const shown = [...bar.querySelectorAll("i[class]")].slice(-width);
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

/** The tab's icon says how many monitors are down. */
const icon = document.querySelector("link[rel=icon]");
const plain = icon && { href: icon.href, type: icon.type };
let marked = 0;
async function mark() {
  const down = document.querySelectorAll(".pill.s0").length;
  if (!icon || down === marked) return;
  marked = down;
  if (down === 0) {
    Object.assign(icon, plain);
    return;
  }
  const picture = Object.assign(new Image(64, 64), { crossOrigin: "anonymous", src: plain.href });
  try {
    await picture.decode();
  } catch {
    return; // Of another server, which does not give it away.
  }
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 64 });
  const draw = canvas.getContext("2d");
  draw.drawImage(picture, 0, 0, 64, 64);
  draw.fillStyle = "#c62839";
  draw.beginPath();
  draw.arc(44, 44, 20, 0, 7);
  draw.fill();
  draw.fillStyle = "#fff";
  draw.font = "bold 28px sans-serif";
  draw.textAlign = "center";
  draw.textBaseline = "middle";
  draw.fillText(down > 99 ? "99" : String(down), 44, 46);
  Object.assign(icon, { type: "image/png", href: canvas.toDataURL() });
}

/** Who is signed in to the dashboard of this address finds the way to it. */
function lead() {
  try {
    if (!localStorage.getItem("token") && !sessionStorage.getItem("token")) return;
  } catch {
    return; // The browser keeps its storage shut.
  }
  const head = document.querySelector(".head");
  const ways = Object.assign(document.createElement("nav"), { className: "ways" });
  const way = (text, href) => Object.assign(document.createElement("a"), { className: "more", textContent: text, href });
  ways.append(way(head.dataset.edit, `/manage-status-page/${encodeURIComponent(document.body.dataset.slug)}`), way(head.dataset.dashboard, "/dashboard"));
  ways.firstChild.dataset.testid = "edit-button";
  head.append(ways);
}

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
      mark();
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
let held;
function show(beat) {
  // The browser would show the title too: the beat gives it away while the tooltip is there.
  if (held && held !== beat) {
    held.title = held.dataset.title;
    held = null;
  }
  tip.hidden = !(beat?.title || beat?.dataset.title);
  if (tip.hidden) return;
  if (beat.title) {
    beat.dataset.title = beat.title;
    beat.removeAttribute("title");
  }
  held = beat;
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
  const beats = [...bar.querySelectorAll("i[class]")];
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
lead();
mark();
addEventListener("resize", localise);
addEventListener("popstate", fold);
setInterval(tick, 1000);
tick();
