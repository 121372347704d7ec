/* Keeps the list of the content checks in step with what is being written. */

(() => {
  const PAUSE = 1200;
  let timer = null;
  let running = null;

  const side = () => document.querySelector('[data-side-panel="findings"]');

  const show = (answer) => {
    if (!answer || typeof answer.findings !== "string") return;
    const list = side()?.querySelector("[data-findings]");
    if (list) list.innerHTML = answer.findings;
    const counter = document.querySelector(
      '[data-side-panel-toggle="findings"] [data-side-panel-toggle-counter]',
    );
    if (!counter) return;
    counter.textContent = answer.count;
    counter.hidden = !answer.count;
  };

  const refresh = async () => {
    const form = document.querySelector("[data-edit-form]");
    // Read each time: the address changes when a new page has been saved.
    const url = document.querySelector("[data-w-preview-url-value]")?.dataset.wPreviewUrlValue;
    if (!form || !url) return;
    running?.abort();
    running = new AbortController();
    try {
      const body = new FormData(form);
      const answer = await fetch(url, { method: "POST", body, signal: running.signal });
      if (answer.ok) show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  };

  document.addEventListener("w-preview:json", (event) => show(event.detail.data));
  document.addEventListener("w-unsaved:add", () => {
    if (side() && !side().hidden) later();
  });
  document.addEventListener("DOMContentLoaded", () => {
    side()?.addEventListener("show", refresh);
  });
})();
