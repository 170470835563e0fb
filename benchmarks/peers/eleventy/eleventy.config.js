// The measured documents in Eleventy: Markdown as it comes, headings with addresses, one list of the councils.
import anchor from "markdown-it-anchor";

const HEADING = /<h([23]) id="([^"]+)"[^>]*>(.*?)<\/h\1>/g;
const newestFirst = (a, b) => b.date - a.date;
const documents = (api) => api.getFilteredByGlob("content/*/*.md").sort(newestFirst);

export default function (config) {
  config.amendLibrary("md", (md) => md.use(anchor));
  config.addFilter("contents", (html) => [...html.matchAll(HEADING)].map(([, level, id, text]) => ({ level, id, text })));
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("words", (date) => date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" }));
  config.addFilter("instant", (date) => date.toISOString());
  config.addFilter("first", (list, count) => list.slice(0, count));
  config.addCollection("documents", documents);
  config.addCollection("councils", (api) => {
    const councils = new Map();
    for (const page of documents(api)) {
      const { council_slug: slug, council: name, region } = page.data;
      if (!councils.has(slug)) councils.set(slug, { slug, name, region, pages: [] });
      councils.get(slug).pages.push(page);
    }
    return [...councils.values()].sort((a, b) => a.slug.localeCompare(b.slug));
  });
  return { markdownTemplateEngine: false, dir: { input: "content", includes: "../_includes", output: "site" } };
}
