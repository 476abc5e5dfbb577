// Judges pages with Lighthouse on a phone, in one browser: node lighthouse.mjs '{"urls": [...], ...}'
// `categories` are those of Lighthouse, `skip` audits that do not count, `flags` go to Chromium.
// Prints, for each address, the scores (0 to 100) and what costs points.
import * as chromeLauncher from "chrome-launcher";
import lighthouse from "lighthouse";

const asked = JSON.parse(process.argv[2]);
const chrome = await chromeLauncher.launch({ chromeFlags: asked.flags, logLevel: "silent" });
const results = {};
// What is judged here does not need a long silence of the line; a measured speed does.
const hasty = { pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, networkQuietThresholdMs: 0, cpuQuietThresholdMs: 0 };
const pace = asked.categories.includes("performance") ? {} : hasty;
for (const url of asked.urls) {
  const { lhr } = await lighthouse(url, {
    port: chrome.port,
    logLevel: "silent",
    onlyCategories: asked.categories,
    skipAudits: asked.skip,
    disableFullPageScreenshot: true,
    throttlingMethod: "simulate",
    ...pace,
  });
  const scores = {};
  const lost = [];
  for (const [name, category] of Object.entries(lhr.categories)) {
    scores[name] = Math.round((category.score ?? 0) * 100);
    for (const { id, weight } of category.auditRefs) {
      const audit = lhr.audits[id];
      if (weight && audit && audit.score !== null && audit.score < 1) {
        lost.push(`${id}: ${audit.title} ${audit.displayValue ?? ""}`.trim());
      }
    }
  }
  results[url] = { scores, lost, error: lhr.runtimeError?.message ?? null };
}
await chrome.kill();
process.stdout.write(JSON.stringify(results));
