// The search page: the engine is fetched on the first search and is never asked without a word. The state of the page
// is its address, so that back, forward, reload and a copied link all show the same.

const GROUPS = ["Council", "Type", "Theme", "Year", "Document"];
const STEP = 10;
const page = document.querySelector(".search-page");
const form = page.querySelector("form");
const input = form.querySelector("input");
const status = page.querySelector(".search-status");
const filters = page.querySelector(".search-filters");
const list = page.querySelector(".results");
const more = page.querySelector(".more");
const whole = document.querySelector(".all-documents");
const title = document.title;

let engine; // the engine, once it was asked for
let turn = 0; // the search that the reader waits for; the answer to an older one is dropped
let found = []; // its results, not yet fetched
let shown = 0;

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const state = () => new URLSearchParams(location.search);

async function start() {
  const pagefind = await import(page.dataset.engine);
  await pagefind.options({ excerptLength: 28 });
  await pagefind.init();
  return pagefind;
}

function load() {
  engine ??= start().catch((error) => {
    engine = undefined;
    throw error;
  });
  return engine;
}

const chosen = (from) =>
  Object.fromEntries(GROUPS.filter((name) => from.has(name)).map((name) => [name, { any: from.getAll(name) }]));

async function run({ afresh }) {
  const mine = ++turn;
  const asked = state();
  const words = (asked.get("q") ?? "").trim();
  if (input !== document.activeElement || afresh) input.value = words;
  if (!words) return showNothing();
  status.textContent = "Searching …";
  try {
    const answer = await (await load()).search(words, { filters: chosen(asked) });
    if (mine !== turn) return;
    found = answer.results;
    if (afresh) showFilters(words, asked);
    list.replaceChildren();
    shown = 0;
    whole.hidden = true;
    await showMore(mine);
    if (mine !== turn) return;
    const count = `${found.length || "No"} document${found.length === 1 ? "" : "s"}`;
    status.textContent = `${count} found for “${words}”${Object.keys(chosen(asked)).length ? ", narrowed" : ""}`;
    document.title = `${count} for “${words}” – ${title}`;
  } catch {
    if (mine !== turn) return;
    showNothing();
    status.textContent = "The search could not be loaded. Every document is listed below.";
  }
}

function showNothing() {
  list.replaceChildren();
  filters.replaceChildren();
  filters.hidden = more.hidden = true;
  whole.hidden = false;
  status.textContent = "";
  document.title = title;
}

async function showMore(mine) {
  const next = await Promise.all(found.slice(shown, shown + STEP).map((result) => result.data()));
  if (mine !== turn) return null;
  const entries = next.map(entry);
  list.append(...entries);
  shown += next.length;
  more.hidden = shown >= found.length;
  return entries[0];
}

// An excerpt is text with <mark>; it is read apart and put together anew, so that nothing else in it can come alive.
function excerpt(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  return [...parsed.childNodes].map((node) =>
    node.nodeName === "MARK" ? element("mark", { textContent: node.textContent }) : node.textContent,
  );
}

function target(url) {
  const address = new URL(url, location.href);
  address.searchParams.set("highlight", state().get("q").trim());
  return address.href;
}

function entry(data) {
  const about = [data.meta.kind, data.meta.challenge, data.meta.date].filter(Boolean).join(" · ");
  const places = data.sub_results.filter((place) => place.url !== data.url).slice(0, 4);
  const made = element(
    "li",
    {},
    element("h2", {}, element("a", { href: target(data.url), textContent: data.meta.title })),
    element("p", { className: "quiet", textContent: about }),
  );
  if (data.meta.lang) made.lang = data.meta.lang;
  if (!places.length) made.append(element("p", {}, ...excerpt(data.excerpt)));
  else made.append(element("ul", {}, ...places.map(place)));
  return made;
}

const place = (part) =>
  element(
    "li",
    {},
    element("a", { href: target(part.url), textContent: part.title }),
    element("p", {}, ...excerpt(part.excerpt)),
  );

// The values and their counts are fetched when a group is first opened: most readers never narrow, and they weigh much.
function showFilters(words, asked) {
  const open = new Set([...filters.querySelectorAll("details[open]")].map((group) => group.dataset.name));
  const groups = GROUPS.map((name) => {
    const ticked = asked.getAll(name);
    const boxes = element("ul", {}, ...ticked.map((value) => box(name, value, "", true)));
    const group = element("details", {}, element("summary", { textContent: name }), boxes);
    group.dataset.name = name;
    group.addEventListener("toggle", () => group.open && fill(boxes, name, words), { once: true });
    group.open = open.has(name) || ticked.length > 0;
    return group;
  });
  filters.replaceChildren(element("h2", { textContent: "Narrow the results" }), ...groups);
  filters.hidden = false;
}

async function fill(boxes, name, words) {
  try {
    const pagefind = await load();
    await pagefind.filters();
    const counts = (await pagefind.search(words)).filters[name] ?? {};
    const ticked = new Set(state().getAll(name));
    const values = Object.keys(counts).filter((value) => counts[value] || ticked.has(value));
    values.sort((a, b) => (name === "Year" ? b.localeCompare(a) : a.localeCompare(b)));
    boxes.replaceChildren(...values.map((value) => box(name, value, counts[value], ticked.has(value))));
  } catch {
    status.textContent = "The results could not be narrowed.";
  }
}

function box(name, value, count, checked) {
  const input = element("input", { type: "checkbox", name, value, checked });
  const words = element("span", {}, `${value} `, element("span", { className: "count", textContent: count }));
  return element("li", {}, element("label", {}, input, words));
}

function go({ afresh }) {
  const words = input.value.trim();
  const next = new URLSearchParams(words ? { q: words } : {});
  for (const ticked of filters.querySelectorAll("input:checked")) next.append(ticked.name, ticked.value);
  const address = `${location.pathname}${words ? `?${next}` : ""}`;
  if (address !== location.pathname + location.search) history.pushState(null, "", address);
  return run({ afresh });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  go({ afresh: true });
});
filters.addEventListener("change", () => go({ afresh: false }));
more.addEventListener("click", async () => {
  const first = await showMore(turn);
  if (first && more.hidden) first.querySelector("a").focus();
});
addEventListener("popstate", () => run({ afresh: true }));
run({ afresh: true });
