// Every internal link of an EPUB, followed in epub.js in headless Chromium: prints what went wrong, a line each, and last
// how many links were followed.
//
//     node reader.js FILE
const fs = require("fs");
const puppeteer = require("puppeteer");

const html = `<!DOCTYPE html><meta charset="utf-8"><div id="view" style="width:800px;height:600px"></div>`;

// Runs in the page: opens the book, follows each link, and looks whether its target is in sight; links to notes, index
// entries and readings must be found again from there.
async function follow(base64) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const book = ePub(bytes.buffer);
  const rendition = book.renderTo("view", { width: 800, height: 600, flow: "scrolled-doc", allowScriptedContent: true });
  await book.ready;
  const wrong = [];
  const links = new Map();  // from each target to the places that lead to it
  for (const section of book.spine.spineItems) {
    const root = await section.load(book.load.bind(book));
    for (const link of root.querySelectorAll("a[href]")) {
      const href = link.getAttribute("href");
      if (/^[a-z]+:/i.test(href)) continue;
      const target = href.startsWith("#") ? section.href + href : href;
      const role = link.getAttribute("role");
      if (!links.has(target)) links.set(target, []);
      links.get(target).push({ from: section.href, id: link.id, role });
    }
  }
  for (const [target, places] of links) {
    const [file, id] = target.split("#");
    await rendition.display(target);
    const view = rendition.views().last();
    if (!view || view.section.href !== file) {
      wrong.push(`${target} opens ${view && view.section.href}`);
      continue;
    }
    const found = id ? view.document.getElementById(id) : view.document.body;
    if (!found) {
      wrong.push(`${target} is not there`);
      continue;
    }
    if (id) {
      const top = found.getBoundingClientRect().top + view.element.getBoundingClientRect().top;
      const box = document.querySelector(".epub-container").getBoundingClientRect();
      if (top < box.top - 40 || top > box.bottom + 40) wrong.push(`${target} is out of sight`);
    }
    for (const place of places.filter((one) => one.role === "doc-noteref")) {
      const back = found.querySelector('[role="doc-backlink"]');
      const href = back && back.getAttribute("href");
      const there = href && (href.startsWith("#") ? file + href : href);
      if (there !== `${place.from}#${place.id}`) wrong.push(`${target} does not lead back to ${place.from}#${place.id}`);
    }
  }
  const toc = await book.loaded.navigation;
  const pages = book.pageList ? (book.pageList.pages || []).length : 0;
  return { wrong, followed: links.size, contents: toc.length, pages };
}

(async () => {
  const browser = await puppeteer.launch({
    executablePath: process.env.PUPPETEER_EXECUTABLE_PATH, args: ["--no-sandbox"], protocolTimeout: 600000,
  });
  const page = await browser.newPage();
  await page.setContent(html);
  await page.addScriptTag({ path: require.resolve("jszip/dist/jszip.min.js") });
  await page.addScriptTag({ path: require.resolve("epubjs/dist/epub.min.js") });
  const done = await page.evaluate(follow, fs.readFileSync(process.argv[2]).toString("base64"));
  for (const line of done.wrong) console.log(line);
  console.log(JSON.stringify({ followed: done.followed, contents: done.contents, pages: done.pages }));
  await browser.close();
})();
