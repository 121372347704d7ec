/* What the reader chose of text size, colours and contrast, before the first paint. The choice stays
   in this browser; nothing is sent. */
(() => {
  "use strict";

  const KEY = "cach-hien-thi";
  const root = document.documentElement;
  let chosen = {};
  try {
    chosen = JSON.parse(localStorage.getItem(KEY)) || {};
  } catch {
    // Storage is closed or holds something else: the page is shown as it comes.
  }

  const apply = () => {
    const contrast = chosen.contrast || (matchMedia("(prefers-contrast: more)").matches ? "more" : "");
    for (const [name, value] of Object.entries({ scheme: chosen.scheme, contrast, text: chosen.text })) {
      if (value) {
        root.dataset[name] = value;
      } else {
        delete root.dataset[name];
      }
    }
  };

  apply();
  root.classList.add("has-script");

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("[data-comfort]");
    if (!form) {
      return;
    }
    const show = () => {
      for (const input of form.querySelectorAll("input")) {
        input.checked =
          input.type === "checkbox"
            ? root.dataset[input.name] === input.value
            : (chosen[input.name] || "") === input.value;
      }
    };
    show();
    form.addEventListener("change", ({ target }) => {
      chosen[target.name] = target.type === "checkbox" && !target.checked ? "less" : target.value;
      apply();
      try {
        localStorage.setItem(KEY, JSON.stringify(chosen));
      } catch {
        // Chosen for this page alone.
      }
    });
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      chosen = {};
      apply();
      show();
      try {
        localStorage.removeItem(KEY);
      } catch {
        // There was nothing to forget.
      }
    });
  });
})();
