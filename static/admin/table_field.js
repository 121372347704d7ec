/* The table editor: a grid over a hidden text area that carries the rows as JSON. */
(() => {
  "use strict";
  const PER_PAGE = 50;
  const INPUT_TYPES = { email: "email", url: "url", phone: "tel" };
  const FOLD = (text) =>
    String(text).normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== "") element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  };

  class TableEditor {
    constructor(root) {
      this.root = root;
      this.columns = JSON.parse(root.querySelector("script[type='application/json']").textContent);
      this.value = root.querySelector("[data-table-value]");
      this.grid = root.querySelector("[data-table-grid]");
      this.count = root.querySelector("[data-table-count]");
      this.pages = root.querySelector("[data-table-pages]");
      this.report = root.querySelector("[data-table-report]");
      this.search = root.querySelector("[data-table-search]");
      this.page = 0;
      this.rows = this.stored();
      this.mistakes = this.refused();
      this.search.addEventListener("input", () => { this.page = 0; this.draw(); });
      this.search.addEventListener("keydown", (event) => {
        if (event.key === "Enter") event.preventDefault();
      });
      root.querySelector("[data-table-add]").addEventListener("click", () => this.add());
      root.querySelector("[data-table-file]").addEventListener("change", (event) => this.read(event.target));
      this.draw();
    }

    stored() {
      try {
        const rows = JSON.parse(this.value.value || "[]");
        return Array.isArray(rows) ? rows : [];
      } catch {
        return [];
      }
    }

    /* «Dòng 3: «Số thẻ» …» of a refused save: row (by its object) and heading of each mistake. */
    refused() {
      const found = new Map();
      const box = this.root.closest(".w-field__wrapper, .w-field")?.querySelector(".w-field__errors");
      for (const [, number, label] of (box?.textContent ?? "").matchAll(/Dòng (\d+): «([^»]+)»/g)) {
        const row = this.rows[number - 1];
        if (row) found.set(row, (found.get(row) ?? new Set()).add(label));
      }
      return found;
    }

    keep() {
      this.value.value = JSON.stringify(this.rows);
      // Wagtail's unsaved-changes warning and autosave listen to the form.
      this.value.dispatchEvent(new Event("change", { bubbles: true }));
      this.value.dispatchEvent(new Event("input", { bubbles: true }));
    }

    shown() {
      const words = FOLD(this.search.value).split(/\s+/).filter(Boolean);
      return this.rows
        .map((row, place) => ({ row, place }))
        .filter(({ row }) => {
          const text = FOLD(Object.values(row).join(" "));
          return words.every((word) => text.includes(word));
        });
    }

    draw() {
      const shown = this.shown();
      const last = Math.max(0, Math.ceil(shown.length / PER_PAGE) - 1);
      this.page = Math.min(this.page, last);
      const part = shown.slice(this.page * PER_PAGE, (this.page + 1) * PER_PAGE);
      const head = make("tr", {}, make("th", { scope: "col", class: "table-field__number" }, "Dòng"),
        ...this.columns.map((column) => make("th", { scope: "col", title: column.help }, column.label + (column.required ? " *" : ""))));
      this.grid.replaceChildren(make("thead", {}, head), make("tbody", {}, ...part.map((entry) => this.line(entry))));
      this.count.textContent = shown.length === this.rows.length ? `${this.rows.length} dòng` : `${shown.length} trên ${this.rows.length} dòng`;
      this.pages.replaceChildren();
      if (last > 0) {
        const turn = (label, step, disabled) => {
          const button = make("button", { type: "button", class: "button button-small button-secondary", disabled }, label);
          button.addEventListener("click", () => { this.page += step; this.draw(); });
          return button;
        };
        this.pages.append(turn("Trước", -1, this.page === 0), `Trang ${this.page + 1} trên ${last + 1}`, turn("Sau", 1, this.page === last));
      }
    }

    line({ row, place }) {
      const act = (label, name, run, disabled) => {
        const button = make("button", { type: "button", class: "button button-small button-secondary", "aria-label": `${name} dòng ${place + 1}`, disabled }, label);
        button.addEventListener("click", run);
        return button;
      };
      return make("tr", {},
        make("td", { class: "table-field__number" }, make("span", {}, String(place + 1)),
          act("↑", "Chuyển lên", () => this.move(place), place === 0),
          act("Xóa", "Xóa", () => this.remove(place), false)),
        ...this.columns.map((column) => make("td", { class: `table-field__${column.kind}`, "data-label": column.label + (column.required ? " *" : "") },
          this.input(column, row, place))));
    }

    input(column, row, place) {
      const label = `${column.label}, dòng ${place + 1}`;
      let input;
      if (column.kind === "choice") {
        input = make("select", { "aria-label": label },
          make("option", { value: "" }, "–"),
          ...column.choices.map((choice) => make("option", { value: choice }, choice)));
      } else if (column.kind === "long") {
        input = make("textarea", { "aria-label": label, rows: "2" });
      } else {
        input = make("input", {
          "aria-label": label,
          type: INPUT_TYPES[column.kind] || "text",
          inputmode: column.kind === "number" ? "decimal" : "",
          placeholder: column.kind === "date" ? "ngày/tháng/năm" : "",
        });
      }
      const value = row[column.name] ?? "";
      const isIso = column.kind === "date" && /^\d{4}-\d{2}-\d{2}$/.test(value);
      input.value = isIso ? value.split("-").reverse().join("/")
        : column.kind === "number" ? String(value).replace(".", ",") : value;
      if (column.kind === "choice" && input.value !== String(value) && value !== "") {
        input.append(make("option", { value }, `${value} (không hợp lệ)`));
        input.value = value;
      }
      const label_of_mistake = column.label.replace(/ \([^)]*\)$/, "");
      if (this.mistakes.get(row)?.has(label_of_mistake)) input.setAttribute("aria-invalid", "true");
      input.addEventListener("input", () => {
        row[column.name] = input.value;
        input.removeAttribute("aria-invalid");
        this.keep();
      });
      return input;
    }

    add() {
      this.search.value = "";
      this.rows.push({});
      this.page = Math.floor((this.rows.length - 1) / PER_PAGE);
      this.keep();
      this.draw();
      this.grid.querySelector("tbody tr:last-child input, tbody tr:last-child select, tbody tr:last-child textarea")?.focus();
    }

    move(place) {
      [this.rows[place - 1], this.rows[place]] = [this.rows[place], this.rows[place - 1]];
      this.keep();
      this.draw();
    }

    remove(place) {
      this.rows.splice(place, 1);
      this.keep();
      this.draw();
    }

    async read(input) {
      if (!input.files.length) return;
      const body = new FormData();
      body.append("bang", this.root.dataset.source);
      body.append("tep", input.files[0]);
      input.value = "";
      let answer;
      try {
        const response = await fetch(this.root.dataset.readUrl, {
          method: "POST",
          headers: { "X-CSRFToken": window.wagtailConfig?.CSRF_TOKEN || document.querySelector("[name=csrfmiddlewaretoken]").value },
          body,
        });
        answer = await response.json();
      } catch {
        answer = { error: "Không gửi được tệp; hãy kiểm tra mạng rồi thử lại." };
      }
      this.tell(answer);
    }

    tell(answer) {
      const box = make("div", { class: "table-field__report" });
      this.report.replaceChildren(box);
      if (answer.error) {
        box.append(answer.error);
        return;
      }
      const take = (rows) => {
        this.rows = rows;
        this.search.value = "";
        this.page = 0;
        this.keep();
        this.draw();
        this.report.replaceChildren(make("div", { class: "table-field__report table-field__report--good" },
          `Đã nhập ${answer.rows.length} dòng. Hãy xem lại rồi lưu.`));
      };
      if (answer.mistakes.length) {
        box.append(`Tệp có ${answer.mistakes.length} lỗi, ${answer.rows.length} dòng đúng:`,
          make("ul", {}, ...answer.mistakes.map((row) => make("li", {}, `Dòng ${row.row}: ${row.message}`))));
      } else {
        box.classList.add("table-field__report--good");
        box.append(`Tệp có ${answer.rows.length} dòng, không có lỗi. `);
      }
      const button = (label, rows) => {
        const element = make("button", { type: "button", class: "button button-small" }, label);
        element.addEventListener("click", () => take(rows));
        return element;
      };
      if (answer.rows.length) {
        box.append(button(this.rows.length ? "Thay cả bảng bằng các dòng đúng" : "Lấy các dòng đúng", answer.rows));
        if (this.rows.length) box.append(" ", button("Thêm vào cuối bảng", [...this.rows, ...answer.rows]));
      }
    }
  }

  const start = (parent) => {
    for (const root of parent.querySelectorAll("[data-table-field]")) {
      if (!root.tableEditor) root.tableEditor = new TableEditor(root);
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => start(document));
  else start(document);
})();
