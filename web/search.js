// search.js - how a query may go on, offered by the browser's own list as one types.

const field = document.querySelector('[name=q]');
const list = document.querySelector('#completions');
let asked = 0;
let timer = 0;

async function complete() {
    const number = ++asked;
    const text = field.value;
    if (!text.trim()) { list.replaceChildren(); return; }
    const answer = await fetch(`/search/completions?q=${encodeURIComponent(text)}`).catch(() => null);
    if (number !== asked || !answer?.ok) return;
    const lines = (await answer.text()).split('\n').filter(Boolean);
    list.replaceChildren(...lines.map((line) => {
        const option = document.createElement('option');
        option.value = line;
        return option;
    }));
}
field?.addEventListener('input', (event) => {
    clearTimeout(timer);
    if (event.inputType !== 'insertReplacementText' && event instanceof InputEvent) timer = setTimeout(complete, 150);
});
