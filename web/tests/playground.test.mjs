// The playground as somebody uses it, in Chromium: each test is a visit of its own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { AxeBuilder } from '@axe-core/playwright';

import { open, replace, scroll, serve, spec, start, terraform, total, until } from './support.mjs';

let server;
let chromium;
before(async () => {
  server = await serve();
  chromium = await start();
});
after(async () => {
  await chromium?.close();
  await server?.close();
});

/** A visit with an empty browser; it fails on whatever the page complains of, and on every request elsewhere. */
function visit(name, use, options = {}) {
  test(name, async () => {
    await forget();
    const { page, troubles } = await open(chromium.context, server.url, options);
    await until('the engine answers', async () => (await page.locator('.advice, #pane-advice .quiet').count()) > 0 && performanceOf(page));
    await use(page);
    assert.deepEqual(troubles.filter((trouble) => !options.complaints?.test(trouble)), []);
    await page.close();
  });
}

/** Nothing of the visit before is left. */
async function forget() {
  const page = await chromium.context.newPage();
  await page.goto(`${server.url}robots.txt`);
  await page.evaluate(() => localStorage.clear());
  await page.close();
}

const performanceOf = (page) => page.evaluate(() => performance.getEntriesByName('keystroke').length > 0);

visit('a working example is there at once', async (page) => {
  assert.ok((await total(page)) > 100);
  assert.match(await terraform(page), /resource "aws_vpc" "main"/);
  assert.deepEqual(await page.locator('.environments button').allInnerTexts().then((all) => all.map((text) => text.split(/\s/)[0])), ['dev', 'staging', 'production', 'compare']);
});

visit('a mistake is reported below its line, and one click fixes it', async (page) => {
  const before = await spec(page);
  await replace(page, 'services:', 'servces:');
  await until('the finding', async () => (await page.locator('#spec .finding.error').count()) > 0);
  const box = page.locator('#spec .finding.error').first();
  assert.match(await box.textContent(), /spec\/unknown-key/);
  // Directly below its line.
  const [line, below] = [await page.locator('#spec .cm-line', { hasText: 'servces' }).first().boundingBox(), await box.boundingBox()];
  assert.ok(below.y >= line.y + line.height - 2 && below.y < line.y + line.height + 14, `${line.y} ${below.y}`);
  assert.ok((await total(page)) > 100, 'what was right stays');
  await box.getByRole('button', { name: /services/ }).click();
  await until('the text is as it was', async () => (await spec(page)) === before);
  await until('nothing is wrong', async () => (await page.locator('#spec .finding.error').count()) === 0);
});

visit('with each word, Terraform and bill follow, and what changed is marked', async (page) => {
  const before = await total(page);
  await page.getByRole('tab', { name: 'service_api', exact: true }).click();
  await until('the file', async () => /aws_ecs_task_definition/.test(await terraform(page)));
  await scroll(page, '2048');
  await replace(page, 'memory: 2 GiB', 'memory: 4 GiB');
  await until('Terraform follows', async () => (await page.locator('#terraform .cm-changed').allTextContents()).some((line) => line.includes('4096')));
  await until('the bill follows', async () => (await total(page)) > before);
});

visit('a slider changes the spec, and with it the bill', async (page) => {
  const before = await total(page);
  const slider = page.locator('input[type=range][data-path$="usage.requests"]');
  await until('the sliders', async () => (await slider.count()) === 1);
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await until('the spec says it', async () => /requests: 50M/.test(await spec(page)));
  await until('the bill follows', async () => (await total(page)) > before);
  await page.locator('#spec .cm-content').focus();
  await page.keyboard.press('Control+z');
  await until('undone', async () => /requests: 30M/.test(await spec(page)) && (await total(page)) === before);
});

visit('a line of Terraform tells the decision behind it, and changes the spec', async (page) => {
  await page.getByRole('tab', { name: 'flow_logs', exact: true }).click();
  await until('the file', async () => /retention_in_days/.test(await terraform(page)));
  await (await scroll(page, 'traffic_type')).click();
  const box = page.locator('.explain');
  await until('the decision', async () => /network\.flowLogs\.traffic/.test(await box.textContent()));
  assert.match(await box.textContent(), /tier production/);
  const way = box.getByRole('button', { name: /traffic: reject/ }).first();
  await until('its other ways', async () => (await way.count()) === 1);
  await way.click();
  await until('the spec says it', async () => /production:[^]*flowLogs: \{ traffic: reject/.test(await spec(page)));
  await until('Terraform follows', async () => /traffic_type\s*=\s*"REJECT"/.test(await terraform(page)));
});

visit('advice is taken with a click, and taken back', async (page) => {
  const [text, before] = [await spec(page), await total(page)];
  const first = page.locator('.advice li').first();
  await until('advice', async () => (await first.count()) === 1);
  const saves = Number((await first.locator('.saves').textContent()).replace(/[−$,]/g, ''));
  await first.getByRole('button', { name: 'apply' }).click();
  await until('the bill is smaller by the stated amount', async () => Math.abs(before - (await total(page)) - saves) < 0.011);
  await page.getByRole('button', { name: 'Undo' }).click();
  await until('as before', async () => (await spec(page)) === text && (await total(page)) === before);
});

visit('the editor tells what a word means, in both notations', async (page) => {
  await page.locator('#spec .cm-line', { hasText: 'region:' }).locator('span').first().hover();
  await until('what it means', async () => /region/.test(await page.locator('.cm-tooltip .hover').textContent({ timeout: 500 })));
  const before = await total(page);
  await page.locator('.menu summary').click();
  await page.getByRole('button', { name: 'Write the spec as JSON' }).click();
  await until('JSON', async () => (await spec(page)).startsWith('{') && (await page.locator('.status').first().textContent()) === 'sound');
  assert.equal(await total(page), before);
});

visit('Terraform in both syntaxes, folded and by its own folder', async (page) => {
  await page.locator('.formats').getByRole('button', { name: 'JSON' }).click();
  await until('JSON', async () => JSON.parse(await terraform(page)).resource.aws_vpc.main.cidr_block !== undefined);
  await page.locator('.formats').getByRole('button', { name: 'HCL' }).click();
  await until('HCL', async () => /^resource "aws_vpc" "main" \{$/m.test(await terraform(page)));
  await (await scroll(page, 'resource "aws_vpc" "main"')).click();
  await page.keyboard.press('Control+Shift+BracketLeft');
  await until('folded', async () => (await page.locator('#terraform .cm-foldPlaceholder').count()) === 1);
  await page.getByRole('tab', { name: 'bootstrap/state' }).click();
  await until('the bootstrap', async () => /aws_s3_bucket/.test(await terraform(page)));
});

visit('what is written is there after the page was closed', async (page) => {
  await replace(page, 'stack: shop', 'stack: kept');
  await until('kept', () => page.evaluate(() => (localStorage.getItem('groundplan/draft') ?? '').includes('stack: kept')));
  await page.reload();
  await until('there again', async () => (await spec(page)).includes('stack: kept'));
});

visit('what has no price is named', async (page) => {
  assert.match(await page.locator('.open').first().textContent(), /Not in the sum[^]*aws_/);
});

visit('a cost leads to its resource', async (page) => {
  await page.locator('.service', { hasText: 'NAT gateway' }).click();
  await page.getByRole('tab', { name: 'cluster', exact: true }).click();
  await page.locator('.services .lines button', { hasText: 'aws_nat_gateway.main_c' }).first().click();
  await until('its lines', async () => (await page.locator('#terraform .cm-chosen').allTextContents()).some((line) => line.includes('"main_c"')));
});

visit('two environments side by side', async (page) => {
  await page.getByRole('button', { name: 'compare' }).click();
  await until('the comparison', async () => (await page.locator('.sum-row').count()) === 1);
  const [before, after] = await page.locator('.sum-row td').allTextContents();
  const tabs = await page.locator('.environments .money').allTextContents();
  assert.equal(`$${Math.round(Number(before.replace(/[$,]/g, '')))}`, tabs[0].replace('+', ''));
  assert.equal(Number(after.replace(/[$,]/g, '')), await total(page));
  assert.ok((await page.locator('.differences li').count()) > 10);
  assert.equal(await page.getByText('What an apply does').count(), 0, 'nothing that runs changes from one to the other');
});

visit('a saved point is compared with what is now', async (page) => {
  await page.locator('.menu summary').click();
  await page.getByRole('button', { name: 'Save this point' }).click();
  await replace(page, 'memory: 2 GiB', 'memory: 4 GiB');
  await page.getByRole('button', { name: 'compare' }).click();
  await page.locator('.compare select').selectOption({ index: 2 });
  await until('only the memory differs', async () => /memory/.test(await page.locator('.sides .lines').textContent()) && (await page.locator('.differences .update').count()) > 0);
  assert.equal(await page.locator('.differences .delete').count(), 0);
  assert.match(await page.locator('.differences .replaced').first().textContent(), /new version\s+aws_ecs_task_definition/);
  assert.match(await page.locator('.differences .updated').first().textContent(), /aws_ecs_service.*task_definition follows aws_ecs_task_definition/s);
});

visit('the picture shows what is there, and leads to it', async (page) => {
  const node = page.locator('.picture .node[data-address="aws_nat_gateway.main_b"]').first();
  await until('the picture', async () => (await node.count()) === 1);
  await node.focus();
  await page.keyboard.press('Enter');
  await until('its lines', async () => (await page.locator('#terraform .cm-chosen').allTextContents()).some((line) => line.includes('"main_b"')));
});

visit('the picture is saved as SVG and as PNG', async (page) => {
  await until('the picture', async () => (await page.locator('.picture svg').count()) === 1);
  const saved = async (name) => {
    const waiting = page.waitForEvent('download');
    await page.locator('.exports').getByRole('button', { name }).click();
    const download = await waiting;
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  const svg = await saved('SVG');
  assert.equal(svg.name, 'shop-production.svg');
  assert.match(svg.bytes.toString(), /^<svg [^]*aws_lb\.main[^]*<\/svg>\s*$/);
  const png = await saved('PNG');
  assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG');
  assert.ok(png.bytes.length > 10_000, 'something is drawn');
});

visit('the form and the text say the same', async (page) => {
  await page.getByRole('tab', { name: 'Form', exact: true }).click();
  const region = page.locator('#form input[data-path="region"], #form select[data-path="region"]');
  await until('the form', async () => (await region.count()) === 1);
  if ((await region.evaluate((element) => element.tagName)) === 'SELECT') await region.selectOption('eu-central-1');
  else {
    await region.fill('eu-central-1');
    await region.press('Enter');
  }
  await until('the text', async () => /^region: eu-central-1$/m.test(await spec(page)));
  await until('the bill', async () => /eu-central-1/.test(await page.locator('.total').textContent()));
});

visit('a link holds all of it, and a hostile one can do nothing', async (page) => {
  await page.getByRole('button', { name: 'staging' }).click();
  await replace(page, 'stack: shop', 'stack: <img src=x onerror=alert(1)>');
  await page.getByRole('button', { name: 'Share' }).click();
  const link = await page.locator('.share input').inputValue();
  const { page: other, troubles } = await open(chromium.context, link);
  await until('the text', async () => /<img src=x/.test(await spec(other)));
  await until('its finding', async () => (await other.locator('#spec .finding.error').count()) > 0);
  assert.equal(await other.locator('main img').count(), 0);
  assert.deepEqual(troubles, []);
  await other.close();
  for (const hash of ['#1', '#1AAAA', '#2abc', '#1%00', `#1${'A'.repeat(2000)}`]) {
    await forget();
    const { page: broken, troubles } = await open(chromium.context, server.url + hash);
    await until('a page all the same', async () => (await total(broken)) > 0);
    assert.deepEqual(troubles, []);
    await broken.close();
  }
});

visit('the zip is accepted by terraform', async (page) => {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download Terraform' }).click();
  const download = await waiting;
  assert.equal(download.suggestedFilename(), 'shop-terraform.zip');
  const folder = mkdtempSync(join(tmpdir(), 'playground-zip-'));
  execFileSync('python3', ['-m', 'zipfile', '-e', await download.path(), folder]);
  assert.match(readFileSync(join(folder, 'README.md'), 'utf8'), /terraform .*init/);
  assert.equal(readFileSync(join(folder, 'groundplan.yaml'), 'utf8'), await spec(page));
  const judge = process.env.TFCHECK;
  if (!judge || !existsSync(judge)) return console.log('# not judged by terraform: TFCHECK names no judge');
  for (const module of ['bootstrap', 'environments/dev', 'environments/production']) {
    // The backend is partial: README gives the options for `terraform init`.
    execFileSync(judge, [join(folder, module), '--apply', '--no-backend-check'], { stdio: 'pipe' });
  }
});

visit('copies: programs and the table', async (page) => {
  const copied = async (name) => {
    await page.locator('.menu summary').click();
    await page.getByRole('button', { name }).click();
    let text = '';
    await until(name, async () => (text = await page.evaluate(() => navigator.clipboard.readText())) !== '' && /clipboard/.test(await page.locator('#toast').textContent()));
    await page.evaluate(() => navigator.clipboard.writeText(''));
    return text;
  };
  assert.match(await copied('Copy as a Rust program'), /use groundplan::prelude/);
  assert.match(await copied('Copy as a TypeScript program'), /from 'groundplan'/);
  assert.match(await copied('Copy the pull-request table'), /\|/);
});

visit('Terraform that is dropped is priced and checked', async (page) => {
  const file = join(mkdtempSync(join(tmpdir(), 'playground-drop-')), 'main.tf.json');
  writeFileSync(file, JSON.stringify({ provider: { aws: { region: 'us-east-1' } }, resource: { aws_nat_gateway: { main: {} } } }));
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Open plan…' }).click()]);
  await chooser.setFiles(file);
  await until('its bill', async () => /32\.85/.test(await page.locator('#dialog').textContent()));
  await page.keyboard.press('Escape');
  const own = { mode: 'managed', type: 'aws_eip', name: 'main' };
  const plan = {
    format_version: '1.2',
    planned_values: { root_module: { resources: [{ address: 'aws_eip.main', ...own, values: {} }] } },
    configuration: {
      provider_config: { aws: { name: 'aws', expressions: { region: { constant_value: 'us-east-1' } } } },
      root_module: { resources: [{ address: 'aws_eip.main', ...own, provider_config_key: 'aws' }] },
    },
  };
  writeFileSync(file.replace('main.tf.json', 'plan.json'), JSON.stringify(plan));
  const [again] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Open plan…' }).click()]);
  await again.setFiles(file.replace('main.tf.json', 'plan.json'));
  await until('the bill of the plan', async () => /aws_eip\.main[^]*3\.65/.test(await page.locator('#dialog').textContent()));
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#dialog[open]').count(), 0);
});

visit('a spec that is dropped takes the place of the present one', async (page) => {
  const files = await page.evaluateHandle(() => {
    const files = new DataTransfer();
    files.items.add(new File(['stack: dropped\nregion: us-east-1\nenvironments: { dev: {} }\n'], 'mine.yaml'));
    return files;
  });
  await page.dispatchEvent('body', 'dragover', { dataTransfer: files });
  await page.dispatchEvent('#spec .cm-content', 'drop', { dataTransfer: files });
  await until('the spec', async () => (await spec(page)).startsWith('stack: dropped'));
  await until('its bill', async () => /dev/.test(await page.locator('.sum').textContent()));
});

visit('nothing on the page may run what is text', async (page) => {
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  assert.match(policy, /default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
  assert.doesNotMatch(policy, /'unsafe-eval'/);
  const isRun = await page.evaluate(() => new Promise((done) => {
    document.addEventListener('securitypolicyviolation', () => done(false), { once: true });
    try {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ran = true';
      document.head.append(script);
      setTimeout(() => done(globalThis.ran === true), 200);
    } catch {
      done(false);
    }
  }));
  assert.equal(isRun, false);
}, { complaints: /Content Security Policy/ });

visit('every template is sound', async (page) => {
  const count = async () => {
    await page.getByRole('button', { name: 'Templates' }).click();
    return page.locator('.gallery li').count();
  };
  for (let at = 0; at < (await count()); at++) {
    const button = page.locator('.gallery button').nth(at);
    const name = await button.locator('b').textContent();
    await button.click();
    await until(`${name} is sound`, async () => (await page.locator('.status').first().textContent()) === 'sound' && (await total(page)) > 0);
  }
});

visit('by keyboard alone', async (page) => {
  await page.keyboard.press('Alt+Digit1');
  await page.keyboard.press('Control+End');
  await page.keyboard.type('log');
  await until('what can be written', async () => (await page.locator('.cm-tooltip-autocomplete li').count()) > 0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Alt+KeyE');
  await until('the next environment', async () => (await page.locator('.environments .is-shown').textContent()).includes('dev'));
  await page.keyboard.press('Alt+Digit2');
  await until('Terraform has the focus', () => page.evaluate(() => document.activeElement?.closest('#terraform') !== null));
  await page.keyboard.press('Control+f');
  await page.keyboard.type('cidr_block');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await until('the line explained', async () => /aws_/.test(await page.locator('.explain').textContent()));
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.explain').count(), 0);
  await page.keyboard.press('Alt+Digit1');
  await until('the spec has the focus', () => page.evaluate(() => document.activeElement?.closest('#spec') !== null));
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  assert.notEqual(await page.evaluate(() => document.activeElement?.closest('#spec')?.id), 'spec', 'the editor lets go of the keyboard');
});

test('without a network, from the second visit on', async () => {
  await forget();
  const { page, troubles } = await open(chromium.context, server.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await until('everything is kept', () => page.evaluate(async () => {
    const names = await caches.keys();
    const cache = await caches.open(names[0] ?? 'none');
    return (await cache.keys()).length > 6;
  }));
  await page.close();
  await chromium.context.setOffline(true);
  try {
    const { page, troubles } = await open(chromium.context, server.url);
    await until('the page', async () => (await total(page)) > 0);
    const before = await total(page);
    await replace(page, 'memory: 2 GiB', 'memory: 4 GiB');
    await until('the engine works', async () => (await total(page)) > before);
    assert.deepEqual(troubles, []);
    await page.close();
  } finally {
    await chromium.context.setOffline(false);
  }
  assert.deepEqual(troubles, []);
});

for (const colorScheme of ['light', 'dark']) {
  for (const [what, width, height] of [['wide', 1440, 900], ['phone', 360, 740]]) {
    visit(
      `axe finds nothing: ${colorScheme}, ${what}`,
      async (page) => {
        const look = async (state) => {
          const { violations } = await new AxeBuilder({ page }).analyze();
          assert.deepEqual(violations.map(({ id, nodes }) => [id, state, nodes.map(({ html }) => html.slice(0, 160)).slice(0, 3)]), []);
        };
        await look('at first');
        if (what === 'phone') {
          for (const pane of ['Terraform', 'Cost', 'More']) {
            await page.locator('#switch').getByRole('button', { name: pane }).click();
            await look(pane);
          }
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the screen');
          return;
        }
        await replace(page, 'services:', 'servces:');
        await until('the finding', async () => (await page.locator('#spec .finding.error').count()) > 0);
        await look('with a finding');
        for (const tab of ['Decisions', 'Findings', 'Compare']) {
          await page.getByRole('tab', { name: tab }).click();
          await look(tab);
        }
        await page.keyboard.press('Control+z');
        await page.getByRole('tab', { name: 'Form', exact: true }).click();
        await look('the form');
        await page.getByRole('button', { name: 'Templates' }).click();
        await look('templates');
      },
      { colorScheme, width, height },
    );
  }
}

test('nothing moves while the page comes up', async () => {
  const { page } = await open(chromium.context, 'about:blank');
  await page.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => globalThis.shifts.push(...list.getEntries().map(({ value }) => value))).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(server.url);
  await until('the engine answers', () => performanceOf(page));
  await page.waitForTimeout(800);
  const moved = await page.evaluate(() => globalThis.shifts.reduce((all, one) => all + one, 0));
  assert.ok(moved < 0.01, `layout shift ${moved}`);
  await page.close();
});
