// Ace by DAISY on EPUBs, one after the other in one browser: prints a line of JSON for each.
//
//     node ace.js FILE...
const fs = require("fs");
const os = require("os");
const path = require("path");

const log = path.join(os.tmpdir(), "ace.log");
require("@daisy/ace-logger").initLogger({ silent: true, fileName: log });
const ace = require("@daisy/ace-core");
const runner = require("@daisy/ace-axe-runner-puppeteer");

const say = (line) => fs.writeSync(1, line + "\n");
process.stdout.write = () => true;  // Ace prints its whole report

async function verdict(file) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "ace-"));
  try {
    const options = { cwd: folder, tmpdir: folder, silent: true, jobId: "", lang: "en", doNotReportMedia: true };
    const shared = { ...runner, concurrency: 2, launch: async () => {}, close: async () => {} };
    const [, report] = await ace(path.resolve(file), options, shared);
    const rules = report.assertions.flatMap((page) =>
      (page.assertions || []).map((found) => ({
        file: page["earl:testSubject"].url,
        rule: found["earl:test"]["dct:title"],
        html: (found["earl:result"].html || "").slice(0, 200),
      })));
    return { epub: file, refused: false, found: rules };
  } catch (error) {
    return { epub: file, refused: true, found: [] };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

(async () => {
  await runner.launch();
  for (const file of process.argv.slice(2)) say(JSON.stringify(await verdict(file)));
  await runner.close();
  process.exit(0);
})();
