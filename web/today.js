// today.js - files dropped on Today go into the inbox; each is there whole, or not at all.
import { token, use } from '/web/desk.js';

const place = document.querySelector('#drop');
const coming = document.querySelector('#coming');

function send(file) {
    const line = document.createElement('li');
    const bar = document.createElement('progress');
    line.textContent = `${file.name} `;
    line.append(bar);
    coming.append(line);
    const tell = (sentence) => { line.textContent = sentence || `'${file.name}' could not be sent. Nothing of it was kept; please try again.`; };
    use(); // somebody waits for it
    return new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.open('POST', `/inbox?name=${encodeURIComponent(file.name)}`);
        request.setRequestHeader('X-Chartward-Token', token);
        request.setRequestHeader('Content-Type', 'application/octet-stream');
        request.upload.addEventListener('progress', (event) => { if (event.lengthComputable) { bar.max = event.total; bar.value = event.loaded; } use(); });
        request.addEventListener('load', () => { tell(request.getResponseHeader('Content-Type')?.startsWith('text/plain') ? request.responseText : ''); resolve(); });
        request.addEventListener('error', () => { tell(''); resolve(); });
        request.send(file);
    });
}

// One after the other: a scanner's day may be hundreds.
let sending = 0;
async function sendAll(files) {
    sending += files.length;
    for (const file of files) { await send(file); sending -= 1; }
}
addEventListener('beforeunload', (event) => { if (sending > 0) event.preventDefault(); });

if (place) {
    place.hidden = false;
    document.querySelector('#files').addEventListener('change', (event) => sendAll([...event.target.files]));
    addEventListener('dragover', (event) => { event.preventDefault(); document.body.classList.add('over'); });
    addEventListener('dragleave', (event) => { if (!event.relatedTarget) document.body.classList.remove('over'); });
    addEventListener('drop', (event) => {
        event.preventDefault();
        document.body.classList.remove('over');
        sendAll([...event.dataTransfer.files]);
    });
}

// --- Today goes on: numbers come by themselves; lists are asked for again when these change ---
const LISTS = ['#balance', '#waiting', '#filed', '#rejected'];
let events = null;
let late = 0;

function again() {
    const request = new XMLHttpRequest();
    request.open('GET', '/today/again');
    request.responseType = 'document';
    request.addEventListener('load', () => {
        if (request.status !== 200) return;
        for (const list of LISTS) {
            const here = document.querySelector(list);
            const there = request.response.querySelector(list);
            if (here && there && !here.contains(document.activeElement)) here.replaceWith(document.adoptNode(there));
        }
    });
    request.send();
}

function hear(event) {
    const numbers = JSON.parse(event.data);
    const way = document.querySelector('#way');
    if (way.textContent !== numbers.way) way.textContent = numbers.way;
    let changed = false;
    for (const shown of document.querySelectorAll('[data-number]')) {
        changed ||= shown.textContent !== String(numbers[shown.dataset.number]);
        shown.textContent = numbers[shown.dataset.number];
    }
    if (!changed || late) return;
    late = setTimeout(() => { late = 0; again(); }, 3000);
}

// A hidden page listens to nothing: browsers open few connections to one place.
function listen() {
    const place = document.querySelector('#balance')?.dataset.live;
    events?.close();
    events = null;
    if (!place || document.hidden) return;
    events = new EventSource(place);
    events.addEventListener('message', hear);
    const mine = events; // a desk that answers with an error is asked again; the browser would not
    mine.addEventListener('error', () => { if (mine.readyState === EventSource.CLOSED) setTimeout(() => { if (mine === events) listen(); }, 30000); });
}
document.addEventListener('visibilitychange', listen);
listen();
