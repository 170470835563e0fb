// Narrow the list on a page to the entries that have all the words typed and all that the pressed buttons ask for;
// without script the list is simply whole.

const form = document.querySelector("[data-filter]");
const list = document.querySelector("[data-filter-list]");

if (form && list) {
  const plain = (text) => text.replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, (c) => c.normalize("NFD")[0]).toLowerCase();
  const input = form.querySelector("input");
  const buttons = [...form.querySelectorAll("[data-only]")];
  const status = form.querySelector("[role=status]");
  const entries = [...list.children].map((entry) => [entry, plain(entry.textContent)]);
  let waiting = 0;

  // Days as year-month-day, which sort as they follow each other. Today is the reader's own, or the build's if later.
  const written = (day) => new Date(day - day.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  const today = [written(new Date()), document.documentElement.dataset.asOf ?? ""].sort()[1];
  const [year, month, day] = today.split("-");
  const last = written(new Date(year, month - 1, +day + 90));
  const days = (entry, name) => (entry.dataset[name] ?? "").split(" ").filter(Boolean);
  const asked = {
    overdue: (entry) => days(entry, "promised").some((promised) => promised < today),
    soon: (entry) => days(entry, "given").some((given) => today <= given && given <= last),
    unanswered: (entry) => "unanswered" in entry.dataset,
    disputed: (entry) => "disputed" in entry.dataset,
  };

  const narrow = () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    const wanted = buttons.filter((button) => button.ariaPressed === "true").map((button) => asked[button.dataset.only]);
    let shown = 0;
    for (const [entry, text] of entries) {
      entry.hidden = !words.every((word) => text.includes(word)) || !wanted.every((has) => has(entry));
      shown += entry.hidden ? 0 : 1;
    }
    status.textContent = words.length || wanted.length ? `${shown} of ${entries.length} shown` : "";
  };

  for (const button of buttons) {
    const count = entries.filter(([entry]) => asked[button.dataset.only](entry)).length;
    button.hidden = !count;
    button.append(` (${count})`);
    button.addEventListener("click", () => {
      button.ariaPressed = String(button.ariaPressed !== "true");
      narrow();
    });
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(narrow, 150);
  });
  addEventListener("pageshow", narrow);
}
