// What is hard to read or to use on the page, as a list of sentences.
const faults = [];
const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
const called = (e) => e.textContent.trim().slice(0, 40) || e.outerHTML.slice(0, 80);

if (document.querySelectorAll('h1').length !== 1) faults.push('there is not one h1');
for (const e of document.querySelectorAll('[style]')) faults.push(`inline style: ${called(e)}`);
for (const e of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
  if (!e.labels?.length && !e.getAttribute('aria-label') && !e.ariaHidden) {
    faults.push(`no label: ${e.outerHTML}`);
  }
}
for (const e of document.querySelectorAll('a, button')) {
  if (!e.textContent.trim() && !e.getAttribute('aria-label')) faults.push(`no name: ${e.outerHTML}`);
}
if (document.querySelector('[role=alert], [aria-live=assertive]')) faults.push('a live region interrupts');
const firstStop = document.querySelector('a, button, input:not([type=hidden]), [tabindex="0"]');
if (!firstStop?.matches('.skip')) faults.push('the first stop does not lead to the content');
for (const e of document.querySelectorAll('*')) {
  if (e.scrollHeight > e.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(e).overflowY) && shown(e)
      && e !== document.documentElement && e.tabIndex < 0 && !e.querySelector('a, button, input')) {
    faults.push(`cannot be scrolled by keys: ${called(e)}`);
  }
}
if (innerWidth <= 360) {
  for (const e of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    if (!shown(e) || e.ariaHidden) continue;
    const touched = /checkbox|radio/.test(e.type) ? e.closest('label') ?? e.parentElement : e;
    const { height } = touched.getBoundingClientRect();
    if (height < 44 && height > 1) faults.push(`${Math.round(height)} px high: ${e.outerHTML.slice(0, 80)}`);
  }
  for (const e of document.querySelectorAll('tbody td:not([data-label])')) {
    if (shown(e) && !e.querySelector('button, input')) faults.push(`no label of its own: ${called(e)}`);
  }
}
const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) faults.push(`twice: #${id}`);

// Contrast as WCAG 2.2 has it (1.4.3), with colours as the browser paints them.
const brush = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
const painted = (layers) => {
  brush.clearRect(0, 0, 1, 1);
  for (const each of layers) {
    brush.fillStyle = each;
    brush.fillRect(0, 0, 1, 1);
  }
  return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
};
const luminance = (rgb) => {
  const [r, g, b] = rgb.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const e = texts.currentNode.parentElement;
  if (!texts.currentNode.data.trim() || !shown(e) || e.closest('.hidden-text, noscript, option')) continue;
  const layers = [];
  for (let up = e; up; up = up.parentElement) layers.unshift(getComputedStyle(up).backgroundColor);
  const behind = luminance(painted(layers));
  const text = luminance(painted([...layers, getComputedStyle(e).color]));
  const ratio = (Math.max(behind, text) + 0.05) / (Math.min(behind, text) + 0.05);
  if (ratio < 4.5) faults.push(`contrast ${ratio.toFixed(2)}: ${called(e)}`);
}
return [...new Set(faults)];
