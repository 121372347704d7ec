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
})();
