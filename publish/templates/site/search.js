// Searches the index of the site in the browser: nothing leaves this page.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const form = byId("search"), input = byId("q"), status = byId("status");
  const results = byId("results"), more = byId("more"), all = byId("all");
  const language = document.documentElement.lang;
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  let topics = null, shards = 0, items = [], loaded = 0;

  const load = async (name) => {
    const answer = await fetch(form.dataset.index + name);
    if (!answer.ok) throw new Error(name);
    return answer.json();
  };

  const start = async () => {
    if (topics) return;
    const index = await load("topics.json");
    shards = index.shards;
    topics = index.topics.map(([path, titles, names]) => ({
      path,
      title: titles[language] || Object.values(titles)[0],
      text: fold([...Object.values(titles), ...names].join("\n")),
    }));
    if (shards) await deeper();
  };

  const deeper = async () => {
    const rows = await load(loaded + ".json");
    loaded += 1;
    items = items.concat(rows.map(([title, url, source, day, own, at]) => ({
      title, url, source, day, own, at,
      text: fold([title, source, ...at.map((n) => topics[n].text)].join("\n")),
    })));
  };

  const element = (name, text, more = {}) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    for (const [key, value] of Object.entries(more)) made.setAttribute(key, value);
    return made;
  };

  const row = (title, href, own, meta) => {
    const li = element("li"), p = element("p", "", { class: "title" });
    p.append(href ? element("a", title, { href, ...(own ? { lang: own } : {}) }) : title);
    li.append(p, element("p", meta, { class: "meta" }));
    return li;
  };

  const show = () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    all.hidden = words.length > 0;
    if (!words.length) {
      results.replaceChildren();
      status.textContent = "";
      more.hidden = true;
      return;
    }
    const holds = (each) => words.every((word) => each.text.includes(word));
    const places = topics.filter(holds), found = items.filter(holds);
    results.replaceChildren(
      ...places.slice(0, 5).map((t) => row(t.title, form.dataset.root + t.path, "", form.dataset.topic)),
      ...found.slice(0, 60).map((i) => row(
        i.title, i.url, /^(ko|en|ja|zh|de|fr|es)$/.test(i.own) ? i.own : "",
        [i.source, i.day, ...i.at.map((n) => topics[n].title)].filter(Boolean).join(" · "))),
    );
    const count = found.length + places.length;
    status.textContent = count ? form.dataset.found.replace("#", count) : form.dataset.nothing;
    more.hidden = loaded >= shards;
  };

  const search = async (step) => {
    try {
      await step();
      show();
    } catch {
      status.textContent = form.dataset.failed;
    }
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", () => search(start));
  more.addEventListener("click", () => search(deeper));
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    input.value = asked;
    search(start);
  }
})();
