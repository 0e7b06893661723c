// A page of the built playground in headless Chromium; every error and every request elsewhere fails the test.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

export const dist = fileURLToPath(new URL('../dist', import.meta.url));
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const KINDS = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain',
};

/** Serves the built page below a folder of its own, as any static host may. */
export async function serve(folder = dist, below = '/some/place/') {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
    try {
      assert.ok(path.startsWith(below));
      const file = path.slice(below.length) || 'index.html';
      const body = await readFile(join(folder, file));
      response.writeHead(200, { 'content-type': KINDS[extname(file)] ?? 'application/octet-stream' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  return { url: `http://127.0.0.1:${port}${below}`, close: () => new Promise((done) => (server.closeAllConnections(), server.close(done))) };
}

/** Chromium with a fresh profile. */
export async function start(options = {}) {
  const profile = mkdtempSync(join(tmpdir(), 'playground-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: QUIET,
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { context, close };
}

/** Opens the playground, and notes what goes wrong in it. */
export async function open(context, url, { colorScheme = 'light', ...size } = {}) {
  const page = await context.newPage();
  const troubles = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && troubles.push(message.text()));
  page.on('request', (request) => {
    const to = request.url();
    if (!to.startsWith(new URL(url).origin) && !/^(data|blob):/.test(to)) troubles.push(`a request to ${to}`);
  });
  await page.emulateMedia({ colorScheme });
  if (size.width) await page.setViewportSize(size);
  await page.goto(url);
  return { page, troubles };
}

/** The figure of the bill, in dollars. */
export const total = async (page) => Number((await page.locator('.figure').textContent()).replace(/[$,]/g, ''));

/** All that an editor holds, seen or not. */
const held = (page, pane) => page.locator(`#${pane} .cm-content`).evaluate((element) => element.cmTile.view.state.doc.toString());
export const spec = (page) => held(page, 'spec');
export const terraform = (page) => held(page, 'terraform');

/** Scrolls to the first line of the Terraform that holds a text. */
export async function scroll(page, text) {
  const show = () =>
    page.locator('#terraform .cm-content').evaluate((element, text) => {
      const { view } = element.cmTile;
      const at = view.state.doc.toString().indexOf(text);
      view.scrollDOM.scrollTop = view.lineBlockAt(at).top - 120;
    }, text);
  // Lines that wrap are measured when they are seen.
  for (let time = 0; time < 3; time++) {
    await show();
    await page.waitForTimeout(60);
  }
  return page.locator('#terraform .cm-line', { hasText: text }).first();
}

/** Waits until something is true of the page. */
export async function until(what, holds, time = 20_000) {
  const start = Date.now();
  for (;;) {
    if (await holds().catch(() => false)) return;
    assert.ok(Date.now() - start < time, `waited in vain: ${what}`);
    await new Promise((done) => setTimeout(done, 40));
  }
}

/** Selects a text in the spec, and types over it. */
export async function replace(page, from, to) {
  await page.locator('#spec .cm-content').evaluate((element, from) => {
    const { view } = element.cmTile;
    const anchor = view.state.doc.toString().indexOf(from);
    if (anchor < 0) throw new Error(`the spec has no ${from}`);
    view.focus();
    view.dispatch({ selection: { anchor, head: anchor + from.length }, scrollIntoView: true });
  }, from);
  await page.keyboard.type(to);
  await page.keyboard.press('Escape');
}
