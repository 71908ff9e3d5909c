// desk.js - what every page of the desk has: keys, the list of keys, logging off when nobody is there.
// Everything works without it; nothing of a patient is kept in the browser, only whether single keys act, and how large pages are.

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;
export const token = meta('csrf');

const typing = (target) => target.closest?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');

// --- a word from the page itself ---
let note = null;
function tell(sentence, role = 'status') {
    note ??= document.querySelector('main').insertAdjacentElement('afterbegin', document.createElement('p'));
    note.className = 'sentence note';
    note.setAttribute('role', role);
    note.textContent = sentence;
}
function untell() {
    note?.remove();
    note = null;
}

// --- keys: an element says its own in data-keys, and is clicked or focused; who speaks to the computer turns them off ---
const TYPING_MS = 250;
let pending = '';
let pendingTimer = 0;
let deciding = 0;
let pressed = 0; // in the page's own time: a page that has just begun nobody has looked at
const keysAct = () => localStorage.getItem('keys') !== 'off';

function keyed(keys) {
    return [...document.querySelectorAll('[data-keys]')].find(
        (element) => element.dataset.keys.split('|').includes(keys) && !element.disabled && element.offsetParent !== null);
}

// A decision waits for a moment: somebody who types a name beside the field decides nothing, nor who types on as a page comes.
function act(element, burst) {
    const decides = element.type === 'submit' && element.form?.method === 'post';
    if (!decides) element.click();
    else if (burst) tell('That looked like typing: nothing was decided.');
    else deciding = setTimeout(() => { deciding = 0; element.click(); }, TYPING_MS);
}

function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!warned && event.timeStamp - pressed > 1000) untell();
    if (event.key === 'Escape' && typing(event.target)) { event.target.blur(); return; }
    if (typing(event.target) || document.querySelector('dialog[open]') || event.repeat || !keysAct()) return;
    const burst = event.timeStamp - pressed < TYPING_MS;
    if (event.key.length === 1) pressed = event.timeStamp;
    if (deciding && event.key.length === 1) {
        clearTimeout(deciding);
        deciding = 0;
        tell('That looked like typing: nothing was decided.');
        return;
    }
    if (event.key === '?') { help(); event.preventDefault(); return; }
    const keys = pending ? `${pending} ${event.key}` : event.key;
    clearTimeout(pendingTimer);
    pending = '';
    const element = keyed(keys);
    if (element) {
        event.preventDefault();
        if (element.matches('input, select, textarea')) { element.focus(); element.select?.(); } else act(element, burst && !keys.includes(' '));
    } else if ([...document.querySelectorAll('[data-keys]')].some((other) => other.dataset.keys.startsWith(`${keys} `))) {
        pending = keys;
        pendingTimer = setTimeout(() => { pending = ''; }, 1500);
    }
}
document.addEventListener('keydown', press);

// --- a form is sent once, however often one presses ---
let sent = 0;
addEventListener('submit', (event) => {
    if (event.target.method !== 'post') return;
    if (event.timeStamp - sent < 5000 && sent > 0) event.preventDefault();
    else sent = event.timeStamp;
});

// --- a file that misses its place does not take the place of the page ---
for (const name of ['dragover', 'drop']) addEventListener(name, (event) => { if (event.dataTransfer?.types.includes('Files')) event.preventDefault(); });

// --- ? : all keys of this page, read off the page ---
function help() {
    const dialog = document.createElement('dialog');
    dialog.className = 'keys';
    dialog.setAttribute('aria-label', 'Keys of this page');
    const list = document.createElement('dl');
    const seen = new Set();
    for (const element of document.querySelectorAll('[data-keys]')) {
        if (seen.has(element.dataset.keys) || element.offsetParent === null) continue;
        seen.add(element.dataset.keys);
        const key = document.createElement('dt');
        for (const part of element.dataset.keys.split(/[ |]/)) {
            const cap = document.createElement('kbd');
            cap.textContent = part;
            key.append(cap, ' ');
        }
        const what = document.createElement('dd');
        what.textContent = element.dataset.does || element.getAttribute('aria-label') || element.textContent.trim();
        list.append(key, what);
    }
    const title = document.createElement('h2');
    title.textContent = 'Keys';
    const single = document.createElement('label');
    single.className = 'check';
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.checked = keysAct();
    box.addEventListener('change', () => localStorage.setItem('keys', box.checked ? 'on' : 'off'));
    single.append(box, ' Single keys act on this computer');
    const close = document.createElement('button');
    close.textContent = 'Close';
    close.autofocus = true;
    close.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => dialog.remove());
    dialog.append(title, list, single, close);
    document.body.append(dialog);
    dialog.showModal();
}
const keysButton = document.querySelector('#keys');
if (keysButton) keysButton.hidden = false;
keysButton?.addEventListener('click', help);

// --- logging off: typing is use, too; nobody is logged off unwarned, and nothing typed is lost ---
const minutes = Number(meta('logoff-minutes'));
const WARNED_MS = Math.min(90000, minutes * 15000);
let used = Date.now();
let told = used;
let warned = false;

export function use() {
    used = Date.now();
    if (!warned && used - told < minutes * 4000) return;
    if (warned) untell();
    warned = false;
    told = used;
    fetch('/alive', { method: 'POST', headers: { 'X-Chartward-Token': token } }).catch(() => {});
}

const changed = (field) => (field.matches('select')
    ? [...field.options].some((option) => option.selected !== option.defaultSelected)
    : field.matches('input:not([type=hidden], [type=password]), textarea') && (field.value !== field.defaultValue || field.checked !== field.defaultChecked));

function hidden(form, name, value) {
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name, value });
    form.append(field);
}

// The log-in keeps what was typed, and gives it back.
function leave() {
    const here = location.pathname + location.search;
    const form = [...document.forms].find((one) => one.method === 'post' && [...one.elements].some(changed));
    if (!form) { location.replace(`/login?next=${encodeURIComponent(here)}`); return; }
    for (const field of form.elements) if (field.name && field.name !== 'csrf') field.name = `kept-${field.name}`;
    hidden(form, 'kept-do', 'find');
    hidden(form, 'send-to', form.getAttribute('action'));
    hidden(form, 'next', here);
    form.action = '/login';
    form.submit();
}

if (token && minutes > 0) {
    for (const name of ['keydown', 'pointerdown', 'wheel', 'touchmove']) addEventListener(name, use, { passive: true, capture: true });
    const watch = setInterval(() => {
        const idle = Date.now() - used;
        if (idle >= minutes * 60000) { clearInterval(watch); leave(); return; }
        if (warned || idle < minutes * 60000 - WARNED_MS) return;
        warned = true;
        tell('You will be logged off in a minute, since nobody is there. Press any key to stay.', 'alert');
    }, 5000);
    // A page that the browser kept is not shown again after logging off.
    addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
}
