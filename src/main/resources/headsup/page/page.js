// Times in the reader's own zone, the clocks of promises and estimates, and new words without a reload. The page is whole without this.
(() => {
  'use strict';
  const page = document, months = page.body.dataset.months.split('|');
  const all = (selector) => page.querySelectorAll(selector);
  let skew = 0; // the server's clock less this one's, in ms
  const now = () => Date.now() + skew;

  const set = (element, text) => { if (element.textContent !== text) element.textContent = text; };
  // Written by hand in the server's forms: the browser's own cost a slow phone a fifth of a second for the first time.
  const two = (number) => String(number).padStart(2, '0');
  const zone = (at) => {
    const east = -at.getTimezoneOffset(), far = Math.abs(east), rest = far % 60;
    return 'UTC' + (east ? (east < 0 ? '\u2212' : '+') + (far - rest) / 60 + (rest ? ':' + two(rest) : '') : '');
  };
  const written = (time) => {
    const at = new Date(time.dateTime), today = new Date(now()), form = time.dataset.f;
    const clock = two(at.getHours()) + ':' + two(at.getMinutes()) + (form === 's' ? ':' + two(at.getSeconds()) : '') + (form === 'p' && zone(at) === zone(today) ? '' : ' ' + zone(at));
    if (at.toDateString() === today.toDateString()) return clock;
    const year = form !== 's' && at.getFullYear() === today.getFullYear() ? '' : ' ' + at.getFullYear();
    return at.getDate() + months[at.getMonth()] + year + ', ' + clock;
  };
  const own = page.querySelector('.own'); // one reader's page: made anew for each look, in the zone they have named
  const write = () => {
    if (own && 'zoned' in own.dataset) return;
    for (const time of all('time[data-f]')) {
      time.title = time.title || time.textContent;
      set(time, written(time));
    }
    all('.utc').forEach((words) => words.remove());
    all('.zone').forEach((words) => set(words, words.dataset.zone.replace('{0}', zone(new Date()))));
  };

  const span = (ms, round) => {
    const minutes = Math.max(1, round(ms / 6e4)), hours = Math.floor(minutes / 60);
    if (!hours) return minutes + ' min';
    if (hours < 24) return hours + ' h' + (minutes % 60 ? ' ' + minutes % 60 + ' min' : '');
    return Math.floor(hours / 24) + ' d' + (hours % 24 ? ' ' + hours % 24 + ' h' : '');
  };
  const say = (text) => set(page.getElementById('say'), text);

  const tick = () => all('.promise').forEach((strip) => {
    const { due, from } = strip.dataset, left = Date.parse(due) - now(), late = left < 0;
    const one = (selector) => strip.querySelector(selector);
    if (late) one('.by') && set(one('.by'), strip.dataset.late.replace('{0}', span(-left, Math.floor)));
    else set(one('.left'), strip.dataset.in.replace('{0}', span(left, Math.ceil)));
    one('.run').setAttribute('width', Math.max(0, Math.min(100, 100 * left / (Date.parse(due) - Date.parse(from)))));
    if (late !== strip.classList.contains('late')) {
      strip.classList.toggle('late', late);
      one('.ontime').hidden = late;
      one('.overdue').hidden = !late;
      if (late) say(strip.dataset.say || page.getElementById('say').dataset.late);
    }
  });

  let running = false, again = false;
  const renew = async () => {
    if (page.querySelector('.still, .settings[open]')) return; // a form, or the answer to one
    if (running) { again = true; return; }
    running = true;
    try {
      const answer = await fetch(location.pathname, { cache: 'no-cache', headers: { Accept: 'text/html' } });
      if (answer.ok) put(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    } catch { /* the next event or minute tries again */ }
    running = false;
    if (again) { again = false; renew(); }
  };
  const put = (fresh) => {
    const open = [...all('details[open]')].map((details) => details.id);
    const heading = page.querySelector('h1').textContent, focused = page.activeElement?.id;
    for (const part of ['main', 'footer']) page.querySelector(part).replaceChildren(...fresh.querySelector(part).childNodes);
    page.title = fresh.title;
    open.forEach((id) => page.getElementById(id)?.setAttribute('open', ''));
    if (focused) page.getElementById(focused)?.focus({ preventScroll: true });
    const icon = page.querySelector('link[rel=icon]');
    icon.href = '/favicon.svg?' + Date.now();
    write();
    tick();
    const news = page.querySelector('.said .stamp')?.textContent ?? '';
    say(page.querySelector('h1').textContent + (news && heading === page.querySelector('h1').textContent ? '. ' + news : ''));
  };

  let stream, tag, opened = false;
  const poll = async () => {
    try {
      const answer = await fetch('/api/v2/summary.json', { method: 'HEAD', cache: 'no-cache' });
      const fresh = answer.headers.get('etag');
      if (fresh !== tag) renew();
      tag = fresh;
    } catch { /* offline: what is shown has its time */ }
  };
  const beat = (event) => {
    const { at, asOf } = JSON.parse(event.data);
    skew = Date.parse(at) - Date.now();
    const shown = page.querySelector('.asof time');
    // What was said between the loading of the page and the first word of the stream was not heard.
    if (opened && !(shown && Date.parse(shown.dateTime) >= Date.parse(asOf))) renew();
    opened = false;
    if (shown) { shown.dateTime = asOf; shown.title = ''; set(shown, written(shown)); }
  };
  const listen = () => {
    if (own || page.hidden || stream) return;
    if (!window.EventSource) return;
    stream = new EventSource('/events');
    stream.addEventListener('open', () => { opened = true; });
    stream.addEventListener('heartbeat', beat);
    stream.addEventListener('update', () => setTimeout(renew, Math.random() * 500));
  };
  page.addEventListener('visibilitychange', () => {
    if (page.hidden) { stream?.close(); stream = undefined; }
    else { if (own) renew(); else poll(); listen(); tick(); }
  });
  all('input[type=hidden][name=timeZone]').forEach((field) => { field.value = Intl.DateTimeFormat().resolvedOptions().timeZone || field.value; });
  write();
  tick();
  setInterval(() => page.hidden || tick(), 1000);
  if (own) setInterval(() => page.hidden || renew(), 12e4 + Math.random() * 3e4);
  else setInterval(() => page.hidden || (stream && stream.readyState < 2) || (stream = undefined, poll(), listen()), 3e4);
  setTimeout(listen, 3000);
})();
