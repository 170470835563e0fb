// Narrow the list on a page to the entries that have all the words typed; without script the list is simply whole.

const form = document.querySelector("[data-filter]");
const list = document.querySelector("[data-filter-list]");

if (form && list) {
  const plain = (text) => text.replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, (c) => c.normalize("NFD")[0]).toLowerCase();
  const input = form.querySelector("input");
  const status = form.querySelector("[role=status]");
  const entries = [...list.children].map((entry) => [entry, plain(entry.textContent)]);
  let waiting = 0;

  const narrow = () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [entry, text] of entries) {
      entry.hidden = !words.every((word) => text.includes(word));
      shown += entry.hidden ? 0 : 1;
    }
    status.textContent = words.length ? `${shown} of ${entries.length} shown` : "";
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(narrow, 150);
  });
  addEventListener("pageshow", narrow);
}
