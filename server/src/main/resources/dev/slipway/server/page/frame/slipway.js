// What pages do by themselves; all of them work without this, with reloading.
'use strict';
document.documentElement.classList.add('scripted');

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/* Something happens to elements that come later too. */
function on(event, selector, act) {
  document.addEventListener(event, (e) => {
    const target = e.target instanceof Element && e.target.closest(selector);
    if (target) act(target, e);
  });
}

/* For those who hear the page instead of seeing it. */
function say(text) {
  one('#said').textContent = text;
}

on('click', '[data-copy]', async (button) => {
  await navigator.clipboard.writeText(button.dataset.copy);
  const label = button.textContent;
  button.textContent = 'Copied';
  say('Copied');
  setTimeout(() => { button.textContent = label; }, 1500);
});

on('input', '[data-filter]', (input) => {
  const words = input.value.toLowerCase().split(/\s+/);
  const rows = all(`[data-filtered="${input.dataset.filter}"] tbody tr`);
  let shown = 0;
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((w) => text.includes(w));
    shown += row.hidden ? 0 : 1;
  }
  one(`[data-count="${input.dataset.filter}"]`).textContent =
    shown === rows.length ? `${shown} packages` : `${shown} of ${rows.length} packages`;
});

/* A row of a form, once more. */
on('click', '[data-another]', (button) => {
  const last = all(button.dataset.another, button.form).at(-1);
  const more = last.cloneNode(true);
  for (const field of all('input, select', more)) field.value = '';
  last.after(more);
  one('input, select', more).focus();
});

/* A folder that was chosen becomes a tar (POSIX.1-1988 ustar) in the field that is sent. */
const tar = {
  block: 512,
  header(name, size, executable) {
    const block = new Uint8Array(this.block);
    const put = (text, at, length) => {
      const bytes = new TextEncoder().encode(text);
      if (bytes.length > length) throw new Error(`the name is too long: ${name}`);
      block.set(bytes, at);
    };
    const octal = (number, length) => number.toString(8).padStart(length - 1, '0') + '\0';
    let prefix = '';
    let rest = name;
    while (new TextEncoder().encode(rest).length > 100 && rest.includes('/')) {
      const slash = rest.indexOf('/');
      prefix = prefix ? `${prefix}/${rest.slice(0, slash)}` : rest.slice(0, slash);
      rest = rest.slice(slash + 1);
    }
    put(rest, 0, 100);
    put(octal(executable ? 0o755 : 0o644, 8) + octal(0, 8) + octal(0, 8), 100, 24);
    put(octal(size, 12) + octal(0, 12) + '        0', 124, 33);
    put('ustar\x0000', 257, 8);
    put(prefix, 345, 155);
    put(octal(block.reduce((a, b) => a + b, 0), 7) + ' ', 148, 8);
    return block;
  },
  async of(files) {
    const parts = [];
    for (const file of files) {
      const path = file.webkitRelativePath.split('/').slice(1).join('/');
      const start = await file.slice(0, 2).text();
      parts.push(this.header(path, file.size, start === '#!'), file);
      parts.push(new Uint8Array((this.block - (file.size % this.block)) % this.block));
    }
    parts.push(new Uint8Array(2 * this.block));
    return new Blob(parts, { type: 'application/x-tar' });
  },
};

on('change', '#folder-choice', async (choice) => {
  const files = [...choice.files].filter((f) => !f.webkitRelativePath.includes('/.git/'));
  const said = one('#folder-said');
  try {
    const name = files.length ? `${files[0].webkitRelativePath.split('/')[0]}.tar` : '';
    const packed = new DataTransfer();
    if (files.length) packed.items.add(new File([await tar.of(files)], name));
    one('#folder-tar').files = packed.files;
    said.textContent = files.length === 1 ? '1 file is packed.' : `${files.length} files are packed.`;
  } catch (e) {
    said.textContent = e.message;
  }
});

/* A build's page. */
const build = one('#build');
if (build) {
  const MOST_LINES = 5000;
  const box = one('#log-box');
  const lines = one('#lines');
  const follow = one('#follow');
  const step = one('#log-filter select');

  const toEnd = () => { box.scrollTop = box.scrollHeight; };
  const isAtEnd = () => box.scrollHeight - box.scrollTop - box.clientHeight < 40;

  /* A link to a line that is not on this page leads to the page that has it. */
  const toLine = () => {
    const number = /^#L(\d+)$/.exec(location.hash)?.[1];
    if (!number) return;
    follow.checked = false;
    const line = one(location.hash);
    if (line) {
      box.scrollTop = line.offsetTop - box.offsetTop - box.clientHeight / 3;
      box.scrollIntoView({ block: 'nearest' });
    } else if (!location.search.includes(`line=${number}`)) {
      location.replace(`${location.pathname}?line=${number}${location.hash}`);
    }
  };

  const add = (html) => {
    const fresh = document.createElement('template');
    fresh.innerHTML = html;
    for (const line of all('li', fresh.content)) {
      if (document.getElementById(line.id)) continue;
      if (step.value && line.dataset.step !== step.value) continue;
      lines.append(line);
    }
    for (let extra = lines.children.length - MOST_LINES; extra > 0 && follow.checked; extra--) {
      lines.firstElementChild.remove();
    }
    if (follow.checked) toEnd();
  };

  /* Steps that the plan has brought can be chosen too. */
  const addOptions = () => {
    for (const { dataset } of all('#steps [data-step]')) {
      if (![...step.options].some((o) => o.value === dataset.step)) {
        step.add(new Option(dataset.step));
      }
    }
  };

  const replace = (html) => {
    const fresh = document.createElement('template');
    fresh.innerHTML = html;
    const part = fresh.content.firstElementChild;
    const old = document.getElementById(part.id);
    const focused = old.contains(document.activeElement) ? document.activeElement.id : '';
    const scrolled = one('.scroll', old)?.scrollTop ?? 0;
    const said = old.dataset.said;
    old.replaceWith(part);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    if (scrolled && one('.scroll', part)) one('.scroll', part).scrollTop = scrolled;
    htmx.process(part);
    if (part.id === 'steps') addOptions();
    if (part.dataset.said && part.dataset.said !== said) say(part.dataset.said);
  };

  box.addEventListener('scroll', () => { follow.checked = isAtEnd(); }, { passive: true });
  follow.addEventListener('change', () => { if (follow.checked) toEnd(); });
  lines.addEventListener('htmx:afterSwap', () => { if (follow.checked) toEnd(); });
  on('click', '.step [data-step]', (link, e) => {
    e.preventDefault();
    step.value = link.dataset.step;
    step.dispatchEvent(new Event('change', { bubbles: true }));
    one('#log').scrollIntoView();
  });
  addEventListener('hashchange', toLine);
  toEnd();
  toLine();

  if (build.dataset.live) {
    const source = new EventSource(build.dataset.live);
    source.addEventListener('lines', (e) => add(e.data));
    source.addEventListener('part', (e) => replace(e.data));
    source.addEventListener('end', () => source.close());
    addEventListener('pagehide', () => source.close());
  }
}

/* Builds that are ticked stay so when the list comes anew. */
let ticked = [];
document.addEventListener('htmx:beforeSwap', () => {
  ticked = all('.tick input:checked').map((box) => box.id);
});
document.addEventListener('htmx:afterSettle', () => {
  for (const id of ticked) {
    const box = document.getElementById(id);
    if (box) box.checked = true;
  }
});
