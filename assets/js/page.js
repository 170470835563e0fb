// Small comforts of a page: marked search words, copying, details that open on paper, and what has fallen due since the
// site was built. Nothing here is needed to read.

const plain = (text) => text.replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, (c) => c.normalize("NFD")[0]).toLowerCase();
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// The search page sends the reader here with ?highlight=words; each word is wrapped in <mark>, text node by text node.
function markWords() {
  const address = new URL(location.href);
  const words = plain(address.searchParams.get("highlight") ?? "").match(/[\p{L}\p{N}]{2,}/gu);
  const text = document.querySelector("[data-pagefind-body]");
  if (!words || !text) return;
  const wanted = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.map(escaped).join("|")})[\\p{L}\\p{N}]*`, "gu");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  let count = 0;
  for (const node of nodes) {
    const found = [...plain(node.data).matchAll(wanted)];
    for (const { index, 0: word } of found.reverse()) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      range.surroundContents(document.createElement("mark"));
      count += 1;
    }
  }
  if (count) offerWithoutMarks(address, count);
}

function offerWithoutMarks(address, count) {
  address.searchParams.delete("highlight");
  const line = document.createElement("p");
  const link = document.createElement("a");
  line.className = "marking";
  link.href = address.href;
  link.textContent = "Show without marks";
  line.append(`Your search words are marked in ${count} place${count === 1 ? "" : "s"}. `, link);
  document.querySelector("main").prepend(line);
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

function offerCopies() {
  for (const line of document.querySelectorAll(".copy")) {
    if (!navigator.clipboard) continue;
    line.hidden = false;
    line.addEventListener("click", async ({ target }) => {
      if (!target.dataset.copy) return;
      const said = line.querySelector("[role=status]");
      try {
        await navigator.clipboard.writeText(document.getElementById(target.dataset.copy).textContent.trim());
        said.textContent = "Copied.";
      } catch {
        said.textContent = "It could not be copied; please mark the text and copy it by hand.";
      }
    });
  }
}

function openOnPaper() {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

// From here on as in peerchallenge/timetable: calendar months, clamped to the month's end, and the same words.
function monthsAfter(time, months) {
  const day = new Date(time);
  const first = [day.getUTCFullYear(), day.getUTCMonth() + months];
  return Date.UTC(...first, Math.min(day.getUTCDate(), new Date(Date.UTC(first[0], first[1] + 1, 0)).getUTCDate()));
}

const counted = (number, noun) => `${number.toLocaleString("en-GB")} ${noun}${number === 1 ? "" : "s"}`;

function between(first, last) {
  const days = Math.round((last - first) / 86400000);
  if (days < 61) return counted(days, "day");
  let months = 0;
  while (monthsAfter(first, months + 1) <= last) months += 1;
  const rest = months % 12;
  const years = counted((months - rest) / 12, "year") + (rest ? ` and ${counted(rest, "month")}` : "");
  return `${months < 24 ? counted(months, "month") : years} (${counted(days, "day")})`;
}

function judged(today, due, until, longAfter) {
  if (today > longAfter) return ["very-overdue", `Long overdue by ${between(due, today)}`];
  if (today > until) return ["overdue", `Overdue by ${between(due, today)}`];
  if (today === due) return ["due", "Due today"];
  return ["due", today < due ? `Due in ${between(today, due)}` : "Due about now"];
}

function judgeAgain() {
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  const built = Date.parse(document.documentElement.dataset.asOf);
  if (!(today > built)) return;
  for (const tag of document.querySelectorAll("[data-due]")) {
    const { due, until = due, longAfter } = tag.dataset;
    const [kind, words] = judged(today, ...[due, until, longAfter].map((day) => Date.parse(day)));
    tag.className = `tag timing-${kind}`;
    tag.textContent = words;
  }
  const spelt = now.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  const since = ` What is still awaited is marked as at ${spelt}.`;
  for (const place of document.querySelectorAll("[data-today]")) place.textContent = since;
}

markWords();
offerCopies();
openOnPaper();
judgeAgain();
