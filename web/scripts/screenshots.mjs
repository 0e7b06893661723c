// Takes pictures of the playground, for README and for contributors: wide, dark, and on a phone.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { open, scroll, serve, start, until } from '../tests/support.mjs';

const folder = fileURLToPath(new URL('../screenshots/', import.meta.url));
mkdirSync(folder, { recursive: true });
const server = await serve();
const chromium = await start();
const shot = async (name, options, look = async () => {}) => {
  const { page } = await open(chromium.context, server.url, options);
  await until('advice', async () => (await page.locator('.advice li').count()) > 0 || options.width < 700);
  await until('the picture', async () => (await page.locator('.picture svg').count()) > 0);
  await look(page);
  await page.waitForTimeout(600);
  await page.screenshot({ path: `${folder}${name}.png` });
  await page.close();
};

const explained = async (page) => {
  await (await scroll(page, 'resource "aws_nat_gateway" "main_a"')).click();
  await until('what is behind it', async () => /saves/.test(await page.locator('.explain').textContent()));
};
await shot('light', { width: 1440, height: 900, colorScheme: 'light' }, explained);
await shot('dark', { width: 1440, height: 900, colorScheme: 'dark' }, explained);
await shot('compare', { width: 1440, height: 900, colorScheme: 'light' }, async (page) => {
  await page.getByRole('button', { name: 'compare' }).click();
  await page.getByRole('button', { name: 'more room' }).click();
  await until('the comparison', async () => (await page.locator('.sum-row').count()) === 1);
});
await shot('phone', { width: 390, height: 844, colorScheme: 'light' }, (page) => page.locator('#switch').getByRole('button', { name: 'Cost' }).click());
await chromium.close();
await server.close();
