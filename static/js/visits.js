/* Tells the site that this page was shown, and fills in how often the site is read.
   Sends the page's path and nothing else: no cookie, no identifier, nothing is stored. Readers whose
   browser asks not to be tracked send nothing. Without this file a page is simply not counted. */
(() => {
  "use strict";

  const base = "/luot-doc/";
  const counts = "count" in document.currentScript.dataset;
  const refuses = navigator.globalPrivacyControl || navigator.doNotTrack === "1";

  const send = () => fetch(base, {
    method: "POST",
    body: location.pathname,
    credentials: "omit",
    keepalive: true,
  }).catch(() => {});

  const fill = async () => {
    const places = document.querySelectorAll("[data-visits]");
    if (!places.length) {
      return;
    }
    try {
      const answer = await fetch(`${base}so-lieu.json`, { credentials: "omit" });
      if (answer.ok) {
        const numbers = await answer.json();
        for (const place of places) {
          place.textContent = numbers[place.dataset.visits].toLocaleString("vi");
        }
      }
    } catch {
      // The numbers of the page's own making stay.
    }
  };

  const begin = () => {
    if (counts && !refuses) {
      send();
    }
    fill();
  };

  // A page made ready in advance counts when somebody looks at it.
  if (document.prerendering) {
    document.addEventListener("prerenderingchange", begin, { once: true });
  } else {
    begin();
  }
})();
