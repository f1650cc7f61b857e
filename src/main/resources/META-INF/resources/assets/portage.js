// What pages need beyond htmx: dialogs, the chart, and a word when the service can't be reached. Everything is bound by
// attributes, since no page may have a script or a handler within it.
(() => {
  'use strict';

  // --- Dialogs: [data-opens="id"] opens one, [data-closes] closes the one that it is in.
  document.addEventListener('click', (event) => {
    const opener = event.target.closest('[data-opens]');
    if (opener) {
      document.getElementById(opener.dataset.opens)?.showModal();
      return;
    }
    event.target.closest('[data-closes]')?.closest('dialog')?.close();
  });

  // --- Fields that only go with some choices: [data-goes-with="field=value|other"].
  const showWhatGoesWith = (form) => {
    for (const part of form.querySelectorAll('[data-goes-with]')) {
      const [name, value] = part.dataset.goesWith.split('=');
      const chosen = form.querySelector(`[name="${name}"]:checked`)?.value;
      part.hidden = !value.split('|').includes(chosen);
      for (const field of part.querySelectorAll('input, textarea, select')) {
        field.disabled = part.hidden;
      }
    }
  };
  document.addEventListener('change', (event) => event.target.form && showWhatGoesWith(event.target.form));

  // --- What went wrong with a request, in Portage's words, without the calls of the API that they name.
  const problem = (request) => {
    try {
      return JSON.parse(request.responseText).detail.replace(/\s*\((?:GET|POST|PUT|PATCH|DELETE) [^()]*\)/g, '');
    } catch {
      // Not from Portage itself, but from a proxy before it, or from nobody.
      return request.status === 0 ? 'Portage can’t be reached: try again.' : `The answer had status ${request.status}.`;
    }
  };

  // --- A file as it is on disk, with its progress: a form would have the service keep all of it first.
  const upload = (form) => {
    const request = new XMLHttpRequest();
    const bar = form.querySelector('progress');
    const complaint = form.querySelector('[role="alert"]');
    const submit = form.querySelector('[type="submit"]');
    bar.hidden = false;
    complaint.hidden = true;
    submit.disabled = true;
    request.upload.addEventListener('progress', (event) => { bar.value = 100 * event.loaded / event.total; });
    request.addEventListener('loadend', () => {
      if (request.getResponseHeader('HX-Redirect')) {
        window.location.href = request.getResponseHeader('HX-Redirect');
        return;
      }
      complaint.textContent = problem(request);
      complaint.hidden = false;
      bar.hidden = true;
      submit.disabled = false;
    });
    request.open('PUT', form.dataset.upload);
    request.setRequestHeader('HX-Request', 'true');
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.send(form.querySelector('[type="file"]').files[0]);
  };

  // --- One click, one request.
  document.addEventListener('submit', (event) => {
    if (event.target.dataset.upload) {
      event.preventDefault();
      upload(event.target);
      return;
    }
    for (const button of event.target.querySelectorAll('[type="submit"]')) {
      button.setAttribute('aria-busy', 'true');
      // Disabled at once, it would not be sent.
      setTimeout(() => { button.disabled = true; });
    }
  });
  // The browser's way back shows the page as it was left.
  window.addEventListener('pageshow', (event) => event.persisted && window.location.reload());

  // --- The chart of users per second.
  const drawn = new WeakMap();

  const draw = (element) => {
    const values = element.dataset.values.split(',').map(Number);
    const start = Number(element.dataset.start);
    const step = Number(element.dataset.step);
    const times = values.map((_, index) => start + index * step);
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    const axis = { stroke: colour('--pico-muted-color'), grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line'), width: 1 } };
    drawn.get(element)?.destroy();
    drawn.set(element, new uPlot({
      width: element.clientWidth,
      height: 200,
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { show: false } },
      scales: { y: { range: (_, low, high) => [0, Math.max(5, high * 1.1)] } },
      // In UTC, as every time on the page is.
      axes: [
        { ...axis, values: (_, times) => times.map((time) => new Date(time * 1000).toISOString().slice(11, 16)) },
        { ...axis, size: 44 },
      ],
      series: [{}, { label: 'users a second', stroke: colour('--chart'), fill: colour('--chart-back'), width: 1.5, points: { show: false } }],
    }, [times, values], element));
  };
  const drawAll = (within) => within.querySelectorAll('[data-values]').forEach(draw);

  let resizing;
  window.addEventListener('resize', () => {
    cancelAnimationFrame(resizing);
    resizing = requestAnimationFrame(() => drawAll(document));
  });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => drawAll(document));
  document.addEventListener('htmx:afterSettle', (event) => {
    if (event.target.matches('[data-values]')) {
      draw(event.target);
    }
    drawAll(event.target);
  });

  // --- What a poll has found to be new, for those who do not see it.
  document.addEventListener('migration-changed', (event) => {
    document.getElementById('announcer').textContent = event.detail.label;
  });

  // --- The service can't be reached, or says why not.
  const offline = (text) => {
    const banner = document.getElementById('offline');
    banner.textContent = text;
    banner.hidden = text === '';
  };
  // A part that was never loaded waits no longer; one that is polled is tried again, and stays as it is till then.
  const failed = (event, text) => {
    offline(text);
    event.detail.target?.querySelectorAll('[aria-busy="true"]').forEach((waiting) => {
      waiting.removeAttribute('aria-busy');
      waiting.textContent = 'This could not be loaded. Load the page again to try once more.';
    });
  };
  document.addEventListener('htmx:sendError', (event) => failed(event, 'Portage can’t be reached. What you see is as of a while ago; it is tried again.'));
  document.addEventListener('htmx:timeout', (event) => failed(event, 'Portage takes long to answer. What you see is as of a while ago; it is tried again.'));
  document.addEventListener('htmx:responseError', (event) => failed(event, problem(event.detail.xhr)));
  document.addEventListener('htmx:afterRequest', (event) => event.detail.successful && offline(''));

  // On a narrow screen there are more tabs than fit. (With scrollIntoView the Tab key would begin there, not at the top.)
  const showCurrentTab = () => {
    const current = document.querySelector('.tabs [aria-current]');
    const tabs = current?.closest('.tabs');
    if (tabs) {
      const [at, of] = [current.getBoundingClientRect(), tabs.getBoundingClientRect()];
      tabs.scrollLeft += at.left + at.width / 2 - (of.left + of.width / 2);
    }
  };

  document.addEventListener('DOMContentLoaded', () => {
    document.querySelectorAll('form').forEach(showWhatGoesWith);
    showCurrentTab();
    drawAll(document);
  });
})();
