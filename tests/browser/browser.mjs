// A Chromium that the tests speak to: a line of JSON in, a line of JSON out. Each command is a method of Playwright's page under its own name.
//   {"goto":"http://…"} {"fill":["E-mail","ann@…"]} {"check":"@shop"} {"click":"Sign in"} {"text":"main"} {"url":true} {"screenshot":"file.png"}
// Fields, boxes and buttons are found by what a person or a screen reader finds them by: their label.
import { chromium } from 'playwright-core';
import { createInterface } from 'node:readline';

const browser = await chromium.launch({
  executablePath: process.argv[2],
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const context = await browser.newContext({ viewport: { width: Number(process.argv[3] ?? 1440), height: 900 }, colorScheme: process.argv[4] ?? 'light' });
const page = await context.newPage();
const errors = [];
page.on('pageerror', error => errors.push(String(error)));
page.on('console', message => { if (message.type() === 'error') errors.push(message.text()); });

const commands = {
  goto: async address => { await page.goto(address); },
  fill: async ([label, value]) => { await page.getByLabel(label).fill(value); },
  check: async label => { await page.getByLabel(label).check(); },
  click: async name => { await page.getByRole('button', { name }).click(); },
  follow: async name => { await page.getByRole('link', { name }).click(); },
  text: selector => page.locator(selector).innerText(),
  url: () => page.url(),
  screenshot: async path => { await page.screenshot({ path, fullPage: true }); },
  // How far a page is wider than its window: 0 where nobody has to scroll sideways.
  overflow: () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  errors: () => errors,
};

for await (const line of createInterface({ input: process.stdin })) {
  const [[name, value]] = Object.entries(JSON.parse(line));
  let answer;
  try {
    answer = { ok: (await commands[name](value)) ?? null };
  } catch (error) {
    answer = { error: String(error.message ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
await browser.close();
