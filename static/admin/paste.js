/* A table pasted into formatted text becomes a line for each row; cells would be lines otherwise. */

(() => {
  const EDITOR = ".public-DraftEditor-content";
  const NOTE =
    "Bảng đã dán thành từng dòng chữ. Muốn giữ bảng, hãy thêm khối «Bảng» rồi nhập số liệu vào đó.";
  const BLOCKS = "p, div, li, h1, h2, h3, h4, h5, h6";

  const lineOf = (row, doc) => {
    const line = doc.createElement("p");
    [...row.cells].forEach((cell, number) => {
      if (number) line.append(" | ");
      // What stands in blocks inside the cell moves into the line, a space between them.
      cell.querySelectorAll(BLOCKS).forEach((block) => block.replaceWith(...block.childNodes, " "));
      line.append(...cell.childNodes);
    });
    return line;
  };

  const withoutTables = (html) => {
    // A document of its own: nothing in it is loaded or run.
    const doc = new DOMParser().parseFromString(html, "text/html");
    let table = doc.querySelector("table");
    while (table) {
      const innermost = table.querySelector("table") ?? table;
      innermost.replaceWith(...[...innermost.rows].map((row) => lineOf(row, doc)));
      table = doc.querySelector("table");
    }
    return doc.documentElement.outerHTML;
  };

  const tell = (editor) => {
    const place = editor.closest(".Draftail-Editor") ?? editor;
    place.parentElement.querySelector("[data-paste-note]")?.remove();
    const note = document.createElement("p");
    note.className = "help";
    note.dataset.pasteNote = "";
    note.setAttribute("role", "status");
    place.after(note);
    note.textContent = NOTE;
  };

  document.addEventListener(
    "paste",
    (event) => {
      const editor = event.target.closest?.(EDITOR);
      const html = event.clipboardData?.getData("text/html") ?? "";
      if (!editor || !/<table[\s>]/i.test(html)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/html", withoutTables(html));
      clipboardData.setData("text/plain", event.clipboardData.getData("text/plain"));
      const options = { clipboardData, bubbles: true, cancelable: true };
      event.target.dispatchEvent(new ClipboardEvent("paste", options));
      tell(editor);
    },
    true,
  );
})();
