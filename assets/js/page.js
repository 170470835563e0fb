// Small comforts of a page: marked search words, copying, and details that open on paper. Nothing here is needed to read.

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

markWords();
offerCopies();
openOnPaper();
