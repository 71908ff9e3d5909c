// review.js - a document and its pages: patients as one types, a value shows its place, a box drawn over words gives
// them to the field in hand, pages grow and change places.

// --- bring it into view: within the pages where they scroll by themselves, so that the rest stays where it is ---
const pages = document.querySelector('#pages');
function reveal(element) {
    if (!element) return;
    const room = pages?.getBoundingClientRect();
    if (!room || pages.scrollHeight <= pages.clientHeight) { element.scrollIntoView({ block: 'center' }); return; }
    const box = element.getBoundingClientRect();
    if (box.top < room.top || box.bottom > room.bottom) pages.scrollTop += box.top - room.top - pages.clientHeight / 2;
}

// --- what tells of a value, shows where it stands ---
function show(name, on) {
    for (const mark of document.querySelectorAll('.marks rect')) mark.classList.toggle('shown', on && mark.dataset.of === name);
    if (on) reveal(document.querySelector('.marks .shown'));
}
const names = { name: 'patient_name' };
for (const element of document.querySelectorAll('.panel [data-of]')) {
    const of = element.dataset.of;
    const start = element.matches('input') ? 'focus' : 'pointerenter';
    const end = element.matches('input') ? 'blur' : 'pointerleave';
    element.addEventListener(start, () => show(of, true));
    element.addEventListener(end, () => show(names[of] ?? of, false));
}

// --- from a search: on to the word that was found, on the page that was asked for ---
const there = (location.hash && document.getElementById(location.hash.slice(1))) || document;
reveal(there.querySelector('.marks .hit') ?? document.querySelector('.marks .hit'));

// --- patients as one types; the arrow keys choose ---
const field = document.querySelector('#find');
const found = document.querySelector('#found');
let asked = 0;

function button(line) {
    const [id, name, born, mrn, gone] = line.split('\t');
    const choice = document.createElement('button');
    choice.name = 'do';
    choice.value = `patient:${id}`;
    choice.textContent = `${name}, born ${born}, MRN ${mrn}${gone ? `, ${gone}` : ''}`;
    return choice;
}

async function find() {
    const number = ++asked;
    const text = field.value.trim();
    if (text.length < 2) { found.replaceChildren(); return; }
    const answer = await fetch(`/patients?q=${encodeURIComponent(text)}`).catch(() => null);
    const lines = answer?.ok ? (await answer.text()).split('\n').filter(Boolean) : [];
    if (number !== asked) return;
    if (lines.length > 0) { found.replaceChildren(...lines.map(button)); return; }
    const nobody = document.createElement('p');
    nobody.className = 'quiet';
    nobody.textContent = answer?.ok ? 'No patient is found by that.' : 'The desk did not answer. You may have been logged off; press Find.';
    found.replaceChildren(nobody);
}

let timer = 0;
// Those who were found by less are gone at once: the return key must not choose one of them.
field?.addEventListener('input', () => { found.replaceChildren(); asked++; clearTimeout(timer); timer = setTimeout(find, 120); });
field?.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') { event.preventDefault(); found.querySelector('button')?.focus(); }
    if (event.key === 'ArrowDown') { event.preventDefault(); found.querySelector('button')?.focus(); }
});
found?.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key];
    if (!step) return;
    event.preventDefault();
    (document.activeElement[step] ?? field).focus();
});

// --- larger and smaller ---
const zoom = document.querySelector('#zoom');
if (zoom) zoom.hidden = false;
zoom?.addEventListener('click', (event) => {
    const step = Number(event.target.dataset.zoom ?? NaN);
    if (Number.isNaN(step)) return;
    const now = Number(pages.dataset.larger ?? 0);
    pages.dataset.larger = step === 0 ? 0 : Math.min(3, Math.max(0, now + step));
    sessionStorage.setItem('larger', pages.dataset.larger);
});
if (zoom) pages.dataset.larger = sessionStorage.getItem('larger') ?? 0; // as it was at the page before

// --- a box drawn over words: what was read there goes into the field that one was in last ---
const taken = document.querySelector('#taken');
let inHand = null;
document.addEventListener('focusin', (event) => { if (event.target.matches('.fact input, #find')) inHand = event.target; });

function pointOn(svg, event) {
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
}

async function take(place, box) {
    const query = new URLSearchParams(Object.entries(box).map(([name, value]) => [name, Math.round(value)]));
    const answer = await fetch(`${place}?${query}`).catch(() => null);
    const text = answer?.ok ? (await answer.text()).trim() : '';
    if (!text) { taken.textContent = 'Nothing was read there.'; return; }
    taken.textContent = inHand ? `Taken: ${text}` : `There stands: ${text}`;
    if (!inHand) return;
    inHand.value = text;
    inHand.focus();
    inHand.dispatchEvent(new Event('input', { bubbles: true }));
}

for (const svg of document.querySelectorAll('.page svg')) {
    let from = null;
    let rect = null;
    const boxTo = (event) => {
        const to = pointOn(svg, event);
        return { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
    };
    svg.addEventListener('pointerdown', (event) => {
        if (event.button !== 0 || event.pointerType === 'touch') return;
        event.preventDefault();
        from = pointOn(svg, event);
        svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener('pointermove', (event) => {
        if (!from) return;
        if (!rect) {
            rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
            rect.setAttribute('class', 'drawn');
            svg.append(rect);
        }
        for (const [name, value] of Object.entries(boxTo(event))) rect.setAttribute(name, value);
    });
    const end = (event) => {
        if (!from) return;
        const box = boxTo(event);
        from = null;
        rect?.remove();
        rect = null;
        if (event.type === 'pointerup' && box.width > 8 && box.height > 8) take(svg.closest('.page').dataset.text, box);
    };
    svg.addEventListener('pointerup', end);
    svg.addEventListener('pointercancel', end);
}

// --- small pages are drawn into another order; the buttons below each page do the same ---
const thumbs = document.querySelector('#thumbs');
let held = null;
const numberOf = (thumb) => thumb.textContent.trim();
thumbs?.addEventListener('dragstart', (event) => {
    held = event.target.closest('.thumb');
    held?.classList.add('held');
    event.dataTransfer.effectAllowed = 'move';
});
thumbs?.addEventListener('dragover', (event) => {
    const over = event.target.closest('.thumb');
    if (!held || !over) return;
    event.preventDefault();
    for (const thumb of thumbs.children) thumb.classList.toggle('here', thumb === over && thumb !== held);
});
thumbs?.addEventListener('dragend', () => { for (const thumb of thumbs.children) thumb.classList.remove('held', 'here'); held = null; });
thumbs?.addEventListener('drop', (event) => {
    const over = event.target.closest('.thumb');
    event.preventDefault();
    if (!held || !over || over === held) return;
    const all = [...thumbs.children];
    if (all.indexOf(held) < all.indexOf(over)) over.after(held); else over.before(held);
    const send = document.querySelector('#arrange');
    send.value = `arrange:${[...thumbs.children].map(numberOf).join(',')}`;
    send.click();
});
