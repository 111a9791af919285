// A banner for other sites: <script async src="https://status.example/embed.js"></script>
// Shown only while something is wrong or maintenance is near (data-hours="24"); in the language of the site, or data-lang="de".
// It reads the page's public JSON from where this script came from, sends nothing, sets no cookie, and keeps nothing but, once
// somebody closed it, which words were closed, until the tab is closed too. The site's CSP must let it be loaded and read.
(() => {
  'use strict';
  const script = document.currentScript;
  if (!script || !script.src) return;
  const base = new URL('.', script.src).href;
  const hours = Number(script.dataset.hours ?? 24);
  const CLOSED = 'headsup-closed';
  const EVERY = 60000;
  const RANK = { none: 0, maintenance: 0, minor: 1, major: 2, critical: 3 };
  const WORDS = {
    en: { region: 'Service status', close: 'Close', more: 'and {n} more', trouble: 'Something is not working as it should',
      now: 'Planned maintenance is under way', soon: 'Planned maintenance', minor: 'Minor impact', major: 'Major impact', critical: 'Critical impact', none: 'Incident' },
    de: { region: 'Betriebszustand', close: 'Schließen', more: 'und {n} weitere', trouble: 'Etwas funktioniert nicht, wie es soll',
      now: 'Eine geplante Wartung läuft', soon: 'Geplante Wartung', minor: 'Geringe Auswirkung', major: 'Große Auswirkung', critical: 'Kritische Auswirkung', none: 'Störung' },
    fr: { region: 'État du service', close: 'Fermer', more: 'et {n} de plus', trouble: 'Quelque chose ne fonctionne pas comme prévu',
      now: 'Une maintenance prévue est en cours', soon: 'Maintenance prévue', minor: 'Impact mineur', major: 'Impact majeur', critical: 'Impact critique', none: 'Incident' },
    es: { region: 'Estado del servicio', close: 'Cerrar', more: 'y {n} más', trouble: 'Algo no funciona como debería',
      now: 'Hay un mantenimiento previsto en curso', soon: 'Mantenimiento previsto', minor: 'Impacto leve', major: 'Impacto grave', critical: 'Impacto crítico', none: 'Incidencia' },
  };
  const language = [script.dataset.lang, document.documentElement.lang, navigator.language, 'en']
    .map((tag) => (tag || '').slice(0, 2).toLowerCase()).find((tag) => WORDS[tag]);
  const words = WORDS[language];
  const CSS = `
    :host { all: initial; display: block; }
    .bar { --ink: #1c2024; --edge: #8a5a00; --soft: #fdf1d8; --focus: #1f5fae; display: flex; align-items: center; gap: 8px; padding: 4px 8px 4px 16px;
      font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--soft); border-bottom: 2px solid var(--edge); }
    .major { --edge: #a8430a; --soft: #fde9dc; } .critical { --edge: #b3261e; --soft: #fbe5e3; } .maintenance { --edge: #1f5fae; --soft: #e5eefa; }
    p { flex: 1; min-width: 0; margin: 0; padding: 8px 0; overflow-wrap: anywhere; }
    b { color: var(--edge); font-weight: 650; } a { color: inherit; }
    button { all: unset; box-sizing: border-box; min-width: 44px; min-height: 44px; text-align: center; font-size: 22px; line-height: 44px; cursor: pointer; border-radius: 8px; }
    a:focus-visible, button:focus-visible { outline: 3px solid var(--focus); outline-offset: 1px; }
    @media (prefers-color-scheme: dark) {
      .bar { --ink: #ecebe7; --edge: #e8b64c; --soft: #2c2410; --focus: #8bb8f0; }
      .major { --edge: #f39a63; --soft: #2f1e13; } .critical { --edge: #f58b82; --soft: #321917; } .maintenance { --edge: #8bb8f0; --soft: #152438; }
    }
    @media print { .bar { display: none; } }`;
  let host = null;
  let shown = null;

  const when = (iso, sameDayAs) => {
    const at = new Date(iso);
    const day = sameDayAs && new Date(sameDayAs).toDateString() === at.toDateString() ? {} : { day: 'numeric', month: 'short' };
    return at.toLocaleString(language, { ...day, hour: '2-digit', minute: '2-digit', ...(sameDayAs ? { timeZoneName: 'short' } : {}) });
  };
  const link = (story) => {
    const url = new URL(story.shortlink || base, base);
    return /^https?:$/.test(url.protocol) ? url.href : base;
  };
  const key = (story) => story.id + ' ' + story.updated_at;

  /** What is to be said; null when nothing is. */
  const news = (page) => {
    const open = [...page.incidents].sort((a, b) => (RANK[b.impact] ?? 0) - (RANK[a.impact] ?? 0));
    if (open.length) {
      const worst = open[0];
      const more = open.length > 1 ? ' · ' + words.more.replace('{n}', open.length - 1) : '';
      return { kind: worst.impact, state: words[worst.impact] ?? words.none, text: worst.name + more, href: link(worst), key: open.map(key).join() };
    }
    if (RANK[page.status.indicator] > 0) {
      return { kind: page.status.indicator, state: '', text: words.trouble, href: base, key: page.status.description };
    }
    const planned = [...page.scheduled_maintenances].sort((a, b) => new Date(a.scheduled_for) - new Date(b.scheduled_for));
    const now = planned.find((m) => m.status !== 'scheduled');
    if (now) return { kind: 'maintenance', state: words.now, text: now.name, href: link(now), key: key(now) };
    const soon = planned.find((m) => new Date(m.scheduled_for) - Date.now() < hours * 3600000);
    if (!soon) return null;
    const span = when(soon.scheduled_for) + ' – ' + when(soon.scheduled_until, soon.scheduled_for);
    return { kind: 'maintenance', state: words.soon, text: soon.name + ' · ' + span, href: link(soon), key: key(soon) };
  };

  const closed = () => {
    try { return sessionStorage.getItem(CLOSED); } catch { return null; }
  };
  const hide = () => {
    host?.remove();
    host = null;
    shown = null;
  };
  const close = () => {
    try { sessionStorage.setItem(CLOSED, shown); } catch { /* Then it comes back on the next page. */ }
    hide();
  };
  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    return made;
  };
  const build = () => {
    host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    root.adoptedStyleSheets = [sheet];
    const bar = element('div', '', { role: 'region', 'aria-label': words.region, lang: language });
    const button = element('button', '×', { type: 'button', 'aria-label': words.close });
    button.addEventListener('click', close);
    bar.addEventListener('keydown', (event) => { if (event.key === 'Escape') close(); });
    bar.append(element('p', '', { role: 'status' }), button);
    root.append(bar);
    document.body.prepend(host);
    return bar;
  };
  const show = (said) => {
    if (!said || closed() === said.key) return hide();
    if (shown === said.key) return undefined;
    const bar = host ? host.shadowRoot.firstChild : build();
    bar.className = 'bar ' + said.kind;
    const anchor = element('a', said.text, { href: said.href });
    const paragraph = bar.firstChild;
    paragraph.replaceChildren(...(said.state ? [element('b', said.state + ': '), anchor] : [anchor]));
    shown = said.key;
    return undefined;
  };
  const look = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(base + 'api/v2/summary.json', { credentials: 'omit', referrerPolicy: 'no-referrer' });
      if (answer.ok) show(news(await answer.json()));
    } catch { /* The site must not suffer from a status page that is away. */ }
  };
  const start = () => {
    look();
    setInterval(look, EVERY);
    document.addEventListener('visibilitychange', look);
  };
  if (document.body) start(); else document.addEventListener('DOMContentLoaded', start);
})();
