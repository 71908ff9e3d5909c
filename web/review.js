// review.js - a document under review: patients as one types, a value shows its place on the page.

// --- what tells of a value, shows where it stands ---
function show(name, on) {
    for (const mark of document.querySelectorAll('.marks rect')) mark.classList.toggle('shown', on && mark.dataset.of === name);
    if (on) document.querySelector('.marks .shown')?.scrollIntoView({ block: 'center', behavior: 'auto' });
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
(there.querySelector('.marks .hit') ?? document.querySelector('.marks .hit'))?.scrollIntoView({ block: 'center' });

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
    if (number !== asked || !answer?.ok) return;
    const lines = (await answer.text()).split('\n').filter(Boolean);
    if (lines.length > 0) { found.replaceChildren(...lines.map(button)); return; }
    const nobody = document.createElement('p');
    nobody.className = 'quiet';
    nobody.textContent = 'No patient is found by that.';
    found.replaceChildren(nobody);
}

let timer = 0;
field?.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(find, 120); });
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
