/* Small conveniences of the public pages; every page works without this file. */
(() => {
  "use strict";

  const toggle = document.querySelector("[data-menu-toggle]");
  if (toggle) {
    const setOpen = (open) => toggle.setAttribute("aria-expanded", String(open));
    toggle.addEventListener("click", () => setOpen(toggle.getAttribute("aria-expanded") !== "true"));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && toggle.getAttribute("aria-expanded") === "true") {
        setOpen(false);
        toggle.focus();
      }
    });
  }

  // What unfolds over the page folds again on Escape and when the reader goes elsewhere.
  const unfolding = [...document.querySelectorAll(".nav__group, .comfort")];
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && unfolding.find((part) => part.open);
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });
  for (const kind of ["click", "focusin"]) {
    document.addEventListener(kind, ({ target }) => {
      for (const part of unfolding) {
        if (part.open && !part.contains(target)) {
          part.open = false;
        }
      }
    });
  }

  // A cached page may carry yesterday's date: today is counted in Vietnam's time zone (UTC+7).
  const today = document.querySelector("[data-today]");
  if (today) {
    const now = new Date(Date.now() + 7 * 60 * 60 * 1000);
    const weekday = now.getUTCDay() === 0 ? "Chủ nhật" : `Thứ ${now.getUTCDay() + 1}`;
    const two = (number) => String(number).padStart(2, "0");
    today.dateTime = now.toISOString().slice(0, 10);
    today.textContent =
      `${weekday}, ngày ${two(now.getUTCDate())} tháng ${two(now.getUTCMonth() + 1)} năm ${now.getUTCFullYear()}`;
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // The clipboard exists only on a secure origin; elsewhere the text can be selected by hand.
  if (navigator.clipboard) {
    for (const button of document.querySelectorAll("[data-copy]")) {
      const source = document.getElementById(button.dataset.copy);
      const status = document.getElementById(`${button.dataset.copy}-status`);
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(source.textContent.replace(/\s+/g, " ").trim());
        status.textContent = "Đã sao chép";
      });
    }
  }

  // Read aloud: shown only where the browser has a Vietnamese voice; another would read gibberish.
  const reader = document.querySelector("[data-read]");
  if (reader && "speechSynthesis" in window) {
    const label = reader.querySelector("[data-read-label]");
    const stopper = document.querySelector("[data-read-stop]");
    const voice = () => speechSynthesis.getVoices().find(({ lang }) => /^vi\b/i.test(lang));
    const offer = () => { reader.hidden = !voice(); };
    let left = [];
    let state = "";
    const labels = { "": "Nghe đọc", reading: "Tạm dừng đọc", paused: "Đọc tiếp" };
    const turn = (to) => {
      state = to;
      label.textContent = labels[to];
      stopper.hidden = !to;
    };

    // Browsers cut long utterances off: sentence by sentence.
    const next = () => {
      const text = left.shift();
      if (text === undefined || !state) {
        turn("");
        return;
      }
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = "vi-VN";
      utterance.voice = voice();
      utterance.onend = next;
      utterance.onerror = () => turn("");
      speechSynthesis.speak(utterance);
    };

    const sentences = () => [
      ...document.querySelectorAll("main h1, .article__summary, .page-head__summary, .prose > *"),
    ].flatMap(({ innerText }) => innerText.match(/[^.!?…\n]+[.!?…]*/g) || [])
      .map((text) => text.trim()).filter(Boolean);

    reader.addEventListener("click", () => {
      if (state === "reading") {
        speechSynthesis.pause();
        turn("paused");
      } else if (state === "paused") {
        speechSynthesis.resume();
        turn("reading");
      } else {
        speechSynthesis.cancel();
        left = sentences();
        turn("reading");
        next();
      }
    });
    stopper.addEventListener("click", () => {
      left = [];
      turn("");
      speechSynthesis.cancel();
      reader.focus();
    });
    addEventListener("pagehide", () => speechSynthesis.cancel());
    speechSynthesis.addEventListener?.("voiceschanged", offer);
    offer();
  }
})();
