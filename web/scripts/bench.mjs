// Measures the time from a keystroke to the painted text, in headless Chromium: in the engine, until the new Terraform and
// the new bill are in the page, and until the frame that shows them (60 a second). For ten and for a hundred services.
// Reports figures without a limit, since machines differ.
import { open, replace, serve, start, until } from '../tests/support.mjs';

const KEYS = 60;
const service = (at) => `  service${at}:
    image: ghcr.io/acme/service:${at + 1}.0.0
    port: 8080
    size: { vcpu: 0.5, memory: 1 GiB }
${at === 0 ? '    public: { host: api.example.com, zone: example.com }\n' : ''}    scale: { min: 2, max: 10, cpu: 60 % }
`;
const spec = (count) => `stack: shop
region: us-east-1
alarms: { email: [oncall@example.com] }
network: { cidr: 10.20.0.0/16 }
services:
${Array.from({ length: count }, (_, at) => service(at)).join('')}environments:
  dev: { services: { service0: { public: { host: dev.example.com } } } }
  staging: { services: { service0: { public: { host: staging.example.com } } } }
  production: { tier: production }
`;

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
const quantiles = (values) => {
  const sorted = [...values].sort((one, other) => one - other);
  return `median ${at(sorted, 0.5).toFixed(1)}, p95 ${at(sorted, 0.95).toFixed(1)} ms`;
};

const server = await serve();
const chromium = await start();
for (const count of [10, 100]) {
  const { page } = await open(chromium.context, `${server.url}robots.txt`);
  await page.evaluate(() => localStorage.clear());
  await page.goto(server.url);
  await until('the engine', () => page.evaluate(() => performance.getEntriesByName('keystroke').length > 0));
  await page.locator('#spec .cm-content').evaluate((element, text) => {
    const { view } = element.cmTile;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
  }, spec(count));
  await until('the services', async () => (await page.locator('.tabs', { hasText: `service_service${count - 1}` }).count()) === 1);
  await page.waitForTimeout(4000);
  await replace(page, '60 %', '6 %');
  for (const key of ['ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
  await page.waitForTimeout(1500);
  await page.evaluate(() => performance.clearMeasures());
  const keys = ['1', 'Backspace'];
  for (let key = 0; key < KEYS; key++) {
    await page.keyboard.press(keys[key % 2] === '1' ? '5' : 'Backspace');
    await page.waitForTimeout(count === 10 ? 60 : 130);
  }
  const entries = await page.evaluate(() => performance.getEntriesByName('keystroke').map(({ duration, detail }) => ({ duration, ...detail })));
  console.log(`${count} services, ${entries.length} keys: engine ${quantiles(entries.map(({ engine }) => engine))}; to written text ${quantiles(entries.map(({ written }) => written))}; to the frame with it ${quantiles(entries.map(({ duration }) => duration))}`);
  await page.close();
}
await chromium.close();
await server.close();
