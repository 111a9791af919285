// The clocks of promises and silences, what is new without reloading, and a guard against the second click. Every screen is whole without this.
(() => {
  'use strict';
  const page = document;
  const all = (selector) => page.querySelectorAll(selector);
  const set = (element, text) => { if (element.textContent !== text) element.textContent = text; };
  const span = (ms, round) => {
    const minutes = Math.max(1, round(ms / 6e4)), hours = Math.floor(minutes / 60);
    if (!hours) return minutes + ' min';
    if (hours < 24) return hours + ' h' + (minutes % 60 ? ' ' + minutes % 60 + ' min' : '');
    return Math.floor(hours / 24) + ' d' + (hours % 24 ? ' ' + hours % 24 + ' h' : '');
  };

  // Whoever asked for it is warned by the browser, once for each promise.
  const SOON = 3e5, warned = new Set();
  const warn = (due, left) => {
    if (left <= 0 || left > SOON || warned.has(due) || !window.Notification || Notification.permission !== 'granted') return;
    warned.add(due);
    try { new Notification('Next word due in ' + span(left, Math.ceil), { body: page.title, tag: due }); } catch { /* phones want more than a page */ }
  };
  const asking = () => page.getElementById('warn');
  const offer = () => { if (asking()) asking().hidden = !window.Notification || Notification.permission !== 'default'; };
  page.addEventListener('click', (event) => event.target === asking() && Notification.requestPermission().then(offer));

  const tick = () => {
    offer();
    all('.promise').forEach((strip) => {
      const due = Date.parse(strip.dataset.due), left = due - Date.now(), late = left < 0;
      const one = (selector) => strip.querySelector(selector), estimate = strip.classList.contains('estimate');
      if (!estimate) warn(strip.dataset.due, left);
      if (late) one('.by') && set(one('.by'), 'Late by ' + span(-left, Math.floor) + '.');
      else set(one('.left'), 'in ' + span(left, Math.ceil));
      one('.run').setAttribute('width', Math.max(0, Math.min(100, 100 * left / (due - Date.parse(strip.dataset.from)))));
      if (late !== strip.classList.contains('late')) {
        strip.classList.toggle('late', late);
        one('.ontime').hidden = late;
        one('.overdue').hidden = !late;
        one('.line').toggleAttribute('hidden', late);
        if (late) set(page.getElementById('say'), estimate ? 'The time it was expected to be fixed by has passed.' : 'A promised update is late.');
      }
    });
    all('.ago').forEach((ago) => set(ago, span(Date.now() - Date.parse(ago.dataset.since), Math.floor)));
  };

  all('form[method=post]').forEach((form) => form.addEventListener('submit', (event) => {
    if (event.submitter?.formTarget) return; // into a frame beside it: nothing leaves
    if (form.classList.contains('sending')) event.preventDefault();
    else setTimeout(() => form.classList.add('sending'));
  }));
  window.addEventListener('pageshow', () => all('.sending').forEach((form) => form.classList.remove('sending')));

  // A keyboard writes a day and a time fastest; a finger would rather pick them.
  if (window.matchMedia('(pointer: coarse)').matches) {
    all('input.moment').forEach((field) => {
      const at = field.value.replace(' ', 'T');
      field.type = 'datetime-local';
      field.value = at;
    });
  }

  // The last look shows the letter by itself.
  page.querySelector('.review .proofs button')?.click();

  if (page.querySelector('[data-hx-trigger^=news]') && window.EventSource) {
    new EventSource('/events').addEventListener('update', () => page.body.dispatchEvent(new Event('news')));
  }
  // A session that is over must not put the way to sign in into a corner of the page.
  page.addEventListener('htmx:beforeSwap', (event) => {
    if (new URL(event.detail.xhr.responseURL).pathname === '/console/sign-in') event.detail.shouldSwap = false;
  });

  // Whoever plans does so in their own time.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) page.cookie = 'headsup_zone=' + zone + '; path=/console; max-age=31536000; samesite=strict' + (location.protocol === 'https:' ? '; secure' : '');

  tick();
  setInterval(() => page.hidden || tick(), 1000);
  page.addEventListener('visibilitychange', () => page.hidden || tick());
})();
