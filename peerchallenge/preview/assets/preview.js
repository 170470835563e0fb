// Keeps a page of the preview as it stands on the disk: it speaks livereload's protocol with the server, swaps style
// sheets, reloads without losing the reader's place, and shows problems and what is left to do. Never published.

const shown = { ...document.currentScript.dataset };
const kept = `preview ${location.pathname}`;
const closed = "preview closed";

// The reader's place: how far the page is scrolled, what has the focus, and which details are open.
const pathTo = (element) => {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const parent = element.parentElement;
  return parent ? `${pathTo(parent)} > :nth-child(${[...parent.children].indexOf(element) + 1})` : ":root";
};

function detailsByName() {
  const count = {};
  const named = (details) => details.id || details.querySelector("summary")?.textContent.trim() || "";
  return [...document.querySelectorAll("details")].map((details) => {
    const name = named(details);
    count[name] = (count[name] ?? 0) + 1;
    return [`${name} ${count[name]}`, details];
  });
}

function keepPlace() {
  const focus = document.activeElement;
  const focused = focus && focus !== document.body && !focus.shadowRoot ? pathTo(focus) : "";
  const open = detailsByName().map(([name, details]) => [name, details.open]);
  sessionStorage.setItem(kept, JSON.stringify({ x: scrollX, y: scrollY, focused, open }));
}

function restorePlace() {
  const place = JSON.parse(sessionStorage.getItem(kept) ?? "null");
  sessionStorage.removeItem(kept);
  if (!place) return;
  const open = new Map(place.open);
  for (const [name, details] of detailsByName()) details.open = open.get(name) ?? details.open;
  if (place.focused) document.querySelector(place.focused)?.focus({ preventScroll: true });
  const scroll = () => scrollTo({ left: place.x, top: place.y, behavior: "instant" });
  scroll();
  if (document.readyState !== "complete") addEventListener("load", scroll, { once: true });
}

function reload() {
  if (document.hidden) {
    document.addEventListener("visibilitychange", reload, { once: true });
    return;
  }
  keepPlace();
  location.reload();
}

// A style sheet's name carries a digest of what is in it; without that the names of old and new are equal.
const plainName = (address) => new URL(address, location.href).pathname.replace(/\.[0-9a-f]{6,}(?=\.css$)/, "");

function swapStyles(styles) {
  const wanted = new Map(styles.map((address) => [plainName(address), address]));
  for (const old of document.querySelectorAll('link[rel="stylesheet"]')) {
    const address = wanted.get(plainName(old.href));
    if (!address || new URL(address, location.href).href === old.href) continue;
    const fresh = old.cloneNode();
    fresh.href = address;
    const settle = () => old.remove();
    fresh.addEventListener("load", settle);
    fresh.addEventListener("error", settle);
    old.after(fresh);
  }
}

// What the preview shows of its own stands outside the body, in a tree of its own, where no style of the site reaches.
function ownTree() {
  const host = document.createElement("peer-preview");
  const tree = host.attachShadow({ mode: "open" });
  const styles = ["/-/preview.css", "/-/todo.css"].map((address) => {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = address;
    return style;
  });
  const problems = document.createElement("div");
  const panel = document.createElement("div");
  host.hidden = true;
  Promise.all(styles.map((style) => new Promise((loaded) => style.addEventListener("load", loaded)))).then(() => {
    host.hidden = false;
    focusProblems();
  });
  tree.append(...styles, problems, panel);
  document.documentElement.append(host);
  return { problems, panel };
}

const instead = document.getElementById("preview-problems");
const own = ownTree();
const problems = instead ?? own.problems;
let before = null;
let note = instead && "";
let panel = "";

function focusProblems() {
  const shownNote = problems.querySelector(".problems");
  if (!shownNote || instead) return;
  if (!document.activeElement?.shadowRoot) before = document.activeElement;
  shownNote.focus({ preventScroll: true });
}

function showProblems(html) {
  const same = note === html;
  const first = instead && !note;
  note = html;
  if (!html) sessionStorage.removeItem(closed);
  // A page of problems begins with them; a note that was closed stays closed until there is another.
  if (same || first || (!instead && html && sessionStorage.getItem(closed) === html)) return;
  problems.innerHTML = html;
  if (html) focusProblems();
  else before?.focus({ preventScroll: true });
}

function closeProblems() {
  if (instead || !problems.firstChild) return;
  sessionStorage.setItem(closed, note);
  problems.replaceChildren();
  before?.focus({ preventScroll: true });
}

async function openFile(form) {
  const said = form.closest(".problems").querySelector("[role=status]");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    said.textContent = answer.ok ? "The file is being opened in your editor." : "The file could not be opened.";
  } catch {
    said.textContent = "The preview has stopped, so the file could not be opened.";
  }
}

problems.addEventListener("click", ({ target }) => target.closest("[data-close]") && closeProblems());
problems.addEventListener("submit", (event) => {
  event.preventDefault();
  openFile(event.target);
});
addEventListener("keydown", ({ key }) => key === "Escape" && closeProblems());

// What is left to do on this page; closed until the writer opens it, and then it stays open from page to page.
async function fetchPanel() {
  const answer = await fetch(`/-/panel?page=${encodeURIComponent(location.pathname)}`).catch(() => null);
  const html = answer?.status === 200 ? await answer.text() : "";
  if (panel === html) return;
  panel = html;
  own.panel.innerHTML = html && `<aside aria-label="Preview"><details><summary>To do</summary>${html}</details></aside>`;
  const details = own.panel.querySelector("details");
  if (!details) return;
  details.open = sessionStorage.getItem("preview panel") === "open";
  details.addEventListener("toggle", () => sessionStorage.setItem("preview panel", details.open ? "open" : ""));
}

const PROTOCOL = "http://livereload.com/protocols/official-7";
const doing = {
  reload: ({ liveCSS, styles }) => (liveCSS ? swapStyles(styles) : reload()),
  state: ({ page, look, problems: html }) => {
    Object.assign(shown, { page, look });
    showProblems(html);
    fetchPanel();
  },
};

function connect() {
  const socket = new WebSocket(`ws://${location.host}/livereload`);
  const send = (message) => socket.send(JSON.stringify(message));
  socket.addEventListener("open", () => {
    send({ command: "hello", protocols: [PROTOCOL] });
    send({ command: "info", url: location.href, page: shown.page, look: shown.look });
  });
  socket.addEventListener("message", ({ data }) => {
    const message = JSON.parse(data);
    doing[message.command]?.(message);
  });
  socket.addEventListener("close", () => setTimeout(connect, 1000));
}

restorePlace();
connect();
