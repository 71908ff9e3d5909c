// desk.mjs - a secretary's work at the desk in real Chromium. TAP.
// usage: node desk.mjs ADDRESS OFFICE FAX; the office is what 84-desk-browser.sh makes, FAX a file of somebody on its list.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const [at, office, fax] = process.argv.slice(2);
let count = 0;

async function that(sentence, check) {
    count += 1;
    let why = '';
    try {
        const result = await check();
        if (!result) why = `it was ${JSON.stringify(result)}`;
    } catch (error) {
        why = error.message;
    }
    console.log(`${why ? 'not ok' : 'ok'} ${count} - ${sentence}`);
    if (why) console.log(why.split('\n').slice(0, 12).map((line) => `#   ${line}`).join('\n'));
}

const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
        '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

const trouble = [];
const pictures = [];
async function person(options = {}) {
    const context = await browser.newContext({ viewport: { width: 1366, height: 800 }, ...options });
    context.setDefaultTimeout(15000);
    const page = await context.newPage();
    page.on('pageerror', (error) => trouble.push(`error ${error.message}`));
    page.on('console', (message) => { if (message.type() === 'error' && !/status of (401|403|409)/.test(message.text()) && !message.location().url.endsWith('/nowhere')) trouble.push(message.text()); });
    page.on('dialog', (dialog) => { trouble.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
    page.on('response', (response) => { if (response.url().endsWith('/picture')) pictures.push(response); });
    return page;
}
async function login(page, user, password) {
    await page.goto(`${at}/login`);
    await page.locator('[name=user]:focus').waitFor(); // it is there to be typed into
    await page.keyboard.type(user);
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname !== '/login');
}
const text = (page, selector = 'main') => page.locator(selector).first().innerText();
async function keys(page, ...all) {
    for (const key of all) await page.keyboard.press(key);
}

// A decision, as by somebody who has seen the page.
async function decide(page, key) {
    await page.waitForTimeout(300);
    await keys(page, key);
}

// --- the usual day, by keyboard alone ---
const anna = await person();
await login(anna, 'anna', 'correct horse');
await that('one logs in and is at Today', async () => new URL(anna.url()).pathname === '/today');
await that('what waits is told, with its reason', async () => /Waits for you \(1\)[^]*The MRN on page 1 is/.test(await text(anna)));
await keys(anna, 'g', 'r');
await anna.waitForURL('**/review/*');
const review = anna.url();
await that('g r leads to the review', async () => /Freeman, Calvin Ray/.test(await text(anna)));
await anna.waitForFunction(() => performance.getEntriesByType('resource').some((one) => one.name.endsWith('/picture')));
await that('the page is shown as a picture', async () => pictures.length > 0 && pictures[0].status() === 200 && pictures[0].headers()['content-type'] === 'image/png');
await that('with boxes over the evidence', async () => (await anna.locator('.marks .evidence').count()) >= 2);
await that('what is printed is cut out beside what is listed', async () => (await anna.locator('.strip .crop').count()) >= 3);
await that('and the digits that differ are marked', async () => (await text(anna, 'mark.differs')) === '49');
await anna.locator('[name=set-facility]').focus();
await anna.locator('.marks [data-of=mrn]').first().scrollIntoViewIfNeeded();
const place = await anna.locator('.marks [data-of=mrn]').first().boundingBox();
await anna.mouse.move(place.x - 2, place.y - 2);
await anna.mouse.down();
await anna.mouse.move(place.x + place.width + 2, place.y + place.height + 2, { steps: 3 });
await anna.mouse.up();
await that('a box drawn over words gives them to the field in hand', async () => {
    await anna.locator('#taken', { hasText: 'Taken' }).waitFor();
    return (await anna.inputValue('[name=set-facility]')) === '00717794';
});
await anna.reload();
await anna.locator('main').press('+');
await that('+ makes the page larger', async () => (await anna.locator('#pages').getAttribute('data-larger')) === '1');
await anna.reload();
await that('and the next one as large', async () => (await anna.locator('#pages').getAttribute('data-larger')) === '1');
await keys(anna, '0', '?');
await that('? lists the keys', async () => /File to Freeman[^]*Skip to the next|File to Freeman[^]*Reject/.test(await text(anna, 'dialog')));
await keys(anna, 'Escape');
await that('and goes away', async () => { await anna.waitForSelector('dialog', { state: 'detached' }); return true; });
await keys(anna, 'p');
await anna.keyboard.type('oharra 1952');
await anna.waitForSelector('#found button');
await that('another patient is found by typing, also misspelt', async () => /O'Hara, Margaret Anne, born 1952-03-14/.test(await text(anna, '#found')));
await that('who was found by less is gone as one types on', () => anna.evaluate(() => {
    const field = document.querySelector('#find');
    const before = document.querySelectorAll('#found button').length;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    return before > 0 && document.querySelectorAll('#found button').length === 0;
}));
await anna.waitForSelector('#found button');
await keys(anna, 'ArrowDown');
await that('and can be chosen with the arrows', () => anna.evaluate(() => document.activeElement.matches('#found button')));
await keys(anna, 'Enter');
await anna.waitForSelector('.refused');
await that('a patient whom the print speaks against is asked back', async () => /does not look like a document of O'Hara/.test(await text(anna, '.refused')));
await anna.locator('main').focus();
await keys(anna, 'b', 'a', 'n', 'd');
await that('who types a name beside the field decides nothing', async () => /looked like typing/.test(await text(anna, '.note')) && anna.url() === review);
await anna.waitForTimeout(300);
await keys(anna, 'a', 'n', 'd');
await that('not by its first letter, either', async () => { await anna.waitForTimeout(300); return anna.url() === review; });
await keys(anna, 'a');
await anna.waitForURL('**/review?done=*');
await that('a files it as proposed, and leads on', async () => /filed to Freeman, Calvin Ray/.test(await text(anna)));
await decide(anna, 'u');
await anna.waitForURL(review);
await that('u takes it back', async () => /waits/.test(await text(anna, '.title')) && /\(undone\)/.test(await text(anna)));
await anna.evaluate(() => { const button = document.querySelector('button.main[name=do]'); button.click(); button.click(); });
await anna.waitForURL('**/review?done=*');
await that('a form that is sent twice in haste is sent once', async () => /filed to Freeman, Calvin Ray/.test(await text(anna)));
await decide(anna, 'u');
await anna.waitForURL(review);
await keys(anna, '?');
await anna.locator('dialog input').uncheck();
await keys(anna, 'Escape', 'x');
await anna.waitForTimeout(300);
await that('single keys can be turned off', async () => anna.url() === review);
await anna.locator('#keys').press('Enter');
await anna.locator('dialog input').check();
await keys(anna, 'Escape');

// --- search ---
await keys(anna, 'g', 's');
await anna.waitForURL('**/search');
await anna.keyboard.type('diverticulitis');
await keys(anna, 'Enter');
await anna.waitForSelector('.hit');
await that('a search shows the words around', async () => (await text(anna, '.snippet mark')) === 'diverticulitis');
await anna.locator('.hit .head a').first().press('Enter');
await anna.waitForSelector('.marks .hit');
await that('a hit leads to the page, the word marked on its picture', async () => {
    const box = await anna.locator('.marks .hit').first().boundingBox();
    return box && box.width > 20 && box.y > 0 && box.y < 800;
});
await anna.goto(`${at}/search?q=${encodeURIComponent('patient:ohara AND')}`);
await that('a query that makes no sense is told in words', async () => (await text(anna, '[role=alert]')).length > 20);
await anna.goto(`${at}/search?q=the+OR+of`);
await that('a search can be narrowed', async () => (await anna.locator('.facets-nav a[href*="type%3A"]').count()) >= 2);
await anna.locator('[name=q]').fill('blood ty');
await anna.locator('[name=q]').press('p');
await that('and is completed as one types', async () => {
    await anna.waitForSelector('#completions option', { state: 'attached' });
    return (await anna.locator('#completions option').first().getAttribute('value')) === 'blood type:';
});
await anna.goto(`${at}/search?q=ohara`);
await anna.locator('a', { hasText: "O'Hara" }).first().press('Enter');
await anna.waitForURL('**/patient/*');
await that('a patient has a chart page', async () => /born 1952-03-14, MRN 00482913/.test(await text(anna)));

// --- files ---
await anna.goto(`${at}/today`);
await anna.setInputFiles('#files', { name: 'new fax.tif', mimeType: 'image/tiff', buffer: Buffer.alloc(300000, 'x') });
await anna.locator('#coming', { hasText: 'lies in the inbox' }).waitFor();
await that('a file put on the page lies in the inbox', async () => (await text(anna, '#coming')) === "'new fax.tif' lies in the inbox.");
await that('and Today tells so by itself', async () => { await anna.locator('#way', { hasText: '1 file lies in the inbox' }).waitFor(); return true; });
await anna.evaluate(([name, bytes]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name));
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
}, ['refill.tif', readFileSync(fax).toString('base64')]);
await anna.locator('#coming', { hasText: "'refill.tif' lies in the inbox" }).waitFor();
await that('a fax dropped anywhere on the page is there byte for byte', async () => readFileSync(`${office}/inbox/refill.tif`).equals(readFileSync(fax)));
spawnSync(process.env.CHARTWARD, ['run', '--now', '--office', office]);
await that('when it is read, Today shows it filed, by itself', async () => {
    await anna.locator('#filed', { hasText: 'refill.tif' }).waitFor({ timeout: 30000 });
    return /refill request[^]*Abernethy, William Thomas/.test(await text(anna, '#filed'));
});
await that('and why what was none is not', async () => /new fax.tif/.test(await text(anna, '#rejected')));
await anna.locator('#filed a', { hasText: 'refill' }).press('Enter');
await anna.waitForURL('**/document/*');
await keys(anna, 'c');
await anna.waitForURL('**/patient/*');
const chart = anna.url();
await that('it lies in the chart', async () => /refill.tif/.test(await text(anna)));
await anna.locator('td a').first().press('Enter');
await anna.waitForURL('**/document/*');
await keys(anna, 'e');
await anna.waitForURL('**/review/*');
const misfiled = anna.url();
await decide(anna, 'o');
await anna.waitForURL('**/review/*?done=*');
await that('a misfile is recalled, and told where it lay', async () => /It lay in the chart of Abernethy[^]*D[0-9]+: taken out of the chart/.test(await text(anna)));
await anna.goto(chart);
await that('the chart has it no more', async () => /Nothing is filed/.test(await text(anna)));
await anna.goto(misfiled);
await decide(anna, 'u');
await that('and has it again when that is undone', async () => { await anna.locator('.title .tag.filed').waitFor(); return true; });

// --- what a session's end leaves ---
await anna.clock.install();
await anna.goto(review);
await anna.fill('[name=set-provider]', 'Half typed');
await anna.clock.fastForward('14:00');
await that('nobody is logged off unwarned', async () => /logged off in a minute/.test(await text(anna, '[role=alert].note')));
await keys(anna, 'Shift');
await that('any key keeps one logged in', async () => (await anna.locator('.note').count()) === 0);
await anna.context().clearCookies();
await anna.clock.fastForward('15:10');
await anna.waitForSelector('[name=password]');
await that('when nobody is there the page goes', async () => /since nobody was there/.test(await text(anna)) && !/Freeman|Half typed/.test(await anna.content()));
await anna.fill('[name=user]', 'anna');
await anna.fill('[name=password]', 'correct horse');
await keys(anna, 'Enter');
await anna.locator('button', { hasText: 'Do it now' }).press('Enter');
await anna.waitForURL('**/review/*');
await that('and comes back as it was left, half typed', async () => (await anna.inputValue('[name=set-provider]')) === 'Half typed');
await anna.goto(review);
await anna.fill('[name=set-provider]', 'Naveen K Chaudhary');
await anna.context().clearCookies();
await anna.locator('[name=set-provider]').press('Enter');
await anna.waitForSelector('[name=password]');
await that('an ended session asks for the password', async () => /logged off in the meantime/.test(await text(anna)));
await anna.fill('[name=user]', 'anna');
await anna.fill('[name=password]', 'correct horse');
await keys(anna, 'Enter');
await that('and nothing typed is lost', async () => /Naveen K Chaudhary/.test(await text(anna, '.facts')));
await anna.locator('button', { hasText: 'Do it now' }).press('Enter');
await anna.waitForURL('**/review/*');
await that('it can be done then', async () => (await anna.inputValue('[name=set-provider]')) === 'Naveen K Chaudhary');

// --- without scripts ---
const plain = await person({ javaScriptEnabled: false });
await login(plain, 'anna', 'correct horse');
await plain.goto(review);
await plain.fill('[name=find]', 'freeman');
await plain.locator('button', { hasText: 'Find' }).click();
await that('without scripts a patient is found by a button', async () => /Freeman, Calvin Ray, born 1963-04-02/.test(await text(plain, '#found')));
await plain.locator('button', { hasText: 'File to Freeman' }).click();
await that('and a document filed', async () => /filed to Freeman, Calvin Ray/.test(await text(plain)));
await plain.locator('button', { hasText: 'Undo' }).first().click();
await that('and that undone', async () => plain.url() === review);

// --- a page the wrong way up ---
await anna.goto(review);
await anna.locator('button', { hasText: 'turn right' }).click();
await anna.waitForURL('**/review/*?done=*');
await that('a page is turned, and read again', async () => /page 1 turned|turned/.test(await text(anna, '.done')));
await anna.locator('.done button').click();
await anna.waitForURL(review);
await that('and that undone', async () => /\(undone\)/.test(await text(anna, '.history')));

// --- on paper, on a tablet, four times as large, by ear ---
const paper = await anna.context().newPage();
await paper.goto(`${at}${new URL(review).pathname.replace('review', 'document')}`);
await that('a document is printed as a sheet about it and its pages, nothing else', async () => {
    const sheets = (await paper.pdf({ format: 'Letter' })).toString('latin1').match(/\/Type \/Page\b/g);
    return sheets.length === 2 || Promise.reject(new Error(`${sheets.length} sheets`));
});
await paper.emulateMedia({ media: 'print' });
for (const place of ['/today', new URL(review).pathname, '/search?q=the+OR+of']) {
    await paper.goto(`${at}${place}`);
    await that(`what only a screen can do is not printed of ${place}`, async () => (await paper.locator('button:visible, [type=file]:visible, .zoom:visible, .bar:visible').count()) === 0);
}
await paper.emulateMedia({ media: 'screen' });
for (const [name, width, height] of [['a tablet', 820, 1180], ['200 %', 683, 384], ['400 %', 320, 256]]) {
    await paper.setViewportSize({ width, height });
    for (const place of ['/today', new URL(review).pathname, '/search?q=the+OR+of', new URL(review).pathname.replace('review', 'document'), '/patient/1', '/password']) {
        await paper.goto(`${at}${place}`);
        await that(`${place} needs no second way to scroll at ${name}`, async () => {
            const beyond = await paper.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            return beyond <= 0 || Promise.reject(new Error(`${beyond} pixels beyond`));
        });
    }
}
await paper.setViewportSize({ width: 320, height: 800 });
await paper.goto(review);
await that('a crop shows what was cut out, and nothing around it', () => paper.evaluate(() => [...document.querySelectorAll('.crop')].every((crop) => {
    const box = crop.getBoundingClientRect();
    const view = crop.viewBox.baseVal;
    return Math.abs(box.width / box.height - view.width / view.height) < 0.15 * view.width / view.height;
})));
await that('what stands on a page under review is there as text, too', async () => {
    await paper.locator('.read summary').first().press('Enter');
    return /Acute uncomplicated sigmoid diverticulitis/.test(await text(paper, '.read .words'));
});
await paper.close();

// --- for everybody: axe-core finds nothing serious ---
const reader = await person({ bypassCSP: true });
await reader.goto(`${at}/login`);
async function accessible(name, place) {
    if (place) await reader.goto(`${at}${place}`);
    await that(`${name} can be used by everybody (axe-core)`, async () => {
        await reader.evaluate(axe);
        const found = await reader.evaluate(() => globalThis.axe.run({ resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
        const serious = found.violations.filter((one) => ['serious', 'critical'].includes(one.impact));
        if (serious.length) throw new Error(serious.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join('\n')}`).join('\n'));
        return true;
    });
}
await accessible('the login');
await login(reader, 'anna', 'correct horse');
await accessible('Today', '/today');
await accessible('a review', new URL(review).pathname);
await accessible('a search', '/search?q=diverticulitis');
await accessible('a document', new URL(review).pathname.replace('review', 'document'));
await accessible('a chart', '/patient/1');
await accessible('a page that is not there', '/nowhere');
await accessible('a search that makes no sense', '/search?q=type:');
await reader.goto(review);
await reader.keyboard.press('?');
await reader.locator('dialog').waitFor();
await accessible('the list of keys');
await reader.setViewportSize({ width: 320, height: 600 });
await accessible('a narrow review', new URL(review).pathname);
await reader.setViewportSize({ width: 1366, height: 800 });
await reader.context().clearCookies();
await login(reader, 'carol', 'battery staple');
const refused = await reader.goto(review);
await that('a clinician is refused the review', async () => refused.status() === 403 && /Your role does not allow this/.test(await text(reader)));
await accessible('what is to be signed off', '/sign');
await reader.context().clearCookies();
await login(reader, 'rosa', 'long enough words');
await accessible('the audit trail', '/audit?who=rosa');
await accessible('the password', '/password');
await accessible('the list of users', '/users');

// --- off ---
await anna.locator('button', { hasText: 'Log off' }).click();
await anna.waitForURL('**/login');
await anna.goBack();
await that('after logging off nothing is shown any more', async () => (await anna.locator('[name=password]').count()) === 1);
await that('no script failed, nothing was blocked, no text ran', async () => trouble.length === 0 || Promise.reject(new Error(trouble.join('\n'))));

console.log(`1..${count}`);
await browser.close();
