// The clocks of promises and silences, and a guard against the second click. Every screen is whole without this.
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

  const tick = () => {
    all('.promise').forEach((strip) => {
      const due = Date.parse(strip.dataset.due), left = due - Date.now(), late = left < 0;
      const one = (selector) => strip.querySelector(selector);
      if (late) set(one('.by'), 'Late by ' + span(-left, Math.floor) + '.');
      else set(one('.left'), 'in ' + span(left, Math.ceil));
      one('.run').setAttribute('width', Math.max(0, Math.min(100, 100 * left / (due - Date.parse(strip.dataset.from)))));
      if (late !== strip.classList.contains('late')) {
        strip.classList.toggle('late', late);
        one('.ontime').hidden = late;
        one('.overdue').hidden = !late;
        one('.line').toggleAttribute('hidden', late);
        if (late) set(page.getElementById('say'), 'A promised update is late.');
      }
    });
    all('.ago').forEach((ago) => set(ago, span(Date.now() - Date.parse(ago.dataset.since), Math.floor)));
  };

  all('form[method=post]').forEach((form) => form.addEventListener('submit', (event) => {
    if (form.classList.contains('sending')) event.preventDefault();
    else setTimeout(() => form.classList.add('sending'));
  }));
  window.addEventListener('pageshow', () => all('.sending').forEach((form) => form.classList.remove('sending')));

  tick();
  setInterval(() => page.hidden || tick(), 1000);
  page.addEventListener('visibilitychange', () => page.hidden || tick());
})();
