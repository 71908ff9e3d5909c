// desk.js - what every page of the desk has: keys, the list of keys, logging off when nobody is there.
// Everything works without it; nothing of a patient is kept in the browser.

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;
export const token = meta('csrf');

const typing = (target) => target.closest?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');

// --- keys: an element says its own in data-keys, and is clicked or focused ---
let pending = '';
let pendingTimer = 0;

function keyed(keys) {
    return [...document.querySelectorAll('[data-keys]')].find(
        (element) => element.dataset.keys.split('|').includes(keys) && !element.disabled && element.offsetParent !== null);
}

function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === 'Escape' && typing(event.target)) { event.target.blur(); return; }
    if (typing(event.target) || document.querySelector('dialog[open]')) return;
    if (event.key === '?') { help(); event.preventDefault(); return; }
    const keys = pending ? `${pending} ${event.key}` : event.key;
    clearTimeout(pendingTimer);
    pending = '';
    const element = keyed(keys);
    if (element) {
        event.preventDefault();
        if (element.matches('input, select, textarea')) { element.focus(); element.select?.(); } else element.click();
    } else if ([...document.querySelectorAll('[data-keys]')].some((other) => other.dataset.keys.startsWith(`${keys} `))) {
        pending = keys;
        pendingTimer = setTimeout(() => { pending = ''; }, 1500);
    }
}
document.addEventListener('keydown', press);

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
    const close = document.createElement('button');
    close.textContent = 'Close';
    close.autofocus = true;
    close.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => dialog.remove());
    dialog.append(title, list, close);
    document.body.append(dialog);
    dialog.showModal();
}

// --- logging off: typing is use, too; when nobody has been there, the page is covered ---
const minutes = Number(meta('logoff-minutes'));
if (token && minutes > 0) {
    let used = Date.now();
    let told = used;
    const use = () => {
        used = Date.now();
        if (used - told > 60000) {
            told = used;
            fetch('/alive', { method: 'POST', headers: { 'X-Chartward-Token': token } }).catch(() => {});
        }
    };
    for (const name of ['keydown', 'pointerdown', 'scroll']) addEventListener(name, use, { passive: true, capture: true });
    setInterval(() => {
        if (Date.now() - used < minutes * 60000) return;
        const here = location.pathname + location.search;
        location.replace(`/login?next=${encodeURIComponent(here)}`);
    }, 5000);
    // A page that the browser kept is not shown again after logging off.
    addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
}
