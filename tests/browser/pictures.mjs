// pictures.mjs - what a secretary sees, for those who have not installed it. usage: node pictures.mjs ADDRESS FOLDER DOCUMENT
import { chromium } from 'playwright-core';

const [at, folder, doubt] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.goto(`${at}/login`);
await page.fill('[name=user]', 'anna');
await page.fill('[name=password]', 'correct horse');
await page.keyboard.press('Enter');
await page.waitForURL('**/today');
for (const [name, place] of [['today', '/today'], ['review', `/review/${doubt}`], ['search', `/document/${doubt}?q=diverticulitis&hit=1`]]) {
    await page.goto(`${at}${place}`);
    await page.waitForTimeout(1500); // the page's own picture is made
    await page.screenshot({ path: `${folder}/desk-${name}.png` });
}
await browser.close();
