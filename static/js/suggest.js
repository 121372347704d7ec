/* Suggestions under the search boxes (ARIA 1.2 combobox); without it the form works as it is. */

const DELAY = 180;
const SHORTEST = 2;

let styles;

/* The list's stylesheet, once; nothing is shown before it is there. */
const styled = (address) => {
  styles ??= new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.addEventListener("load", resolve);
    link.addEventListener("error", resolve);
    document.head.append(link);
  });
  return styles;
};

const addSuggestions = (form) => {
  const input = form.querySelector("input[name=q]");
  const list = document.createElement("ul");
  const status = document.createElement("span");
  let timer;
  let request;
  let active = -1;

  list.id = `${input.id}-goi-y`;
  list.className = "suggest";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Gợi ý");
  status.className = "govuk-visually-hidden";
  status.setAttribute("role", "status");
  input.after(list);
  form.append(status);

  // A search field may not take the role of a combobox.
  input.type = "text";
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  const options = () => [...list.children];

  const activate = (place) => {
    active = place;
    options().forEach((option, number) => {
      option.setAttribute("aria-selected", String(number === active));
    });
    if (active < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", list.children[active].id);
      const option = list.children[active];
      const above = option.offsetTop - list.scrollTop;
      if (above < 0 || above + option.offsetHeight > list.clientHeight) {
        list.scrollTop = option.offsetTop;
      }
    }
  };

  const close = () => {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    activate(-1);
  };

  const open = () => {
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };

  const optionOf = (suggestion, number) => {
    const option = document.createElement("li");
    option.id = `${list.id}-${number}`;
    option.className = "suggest__option";
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = suggestion.url;
    option.textContent = suggestion.text;
    if (suggestion.note) {
      const note = document.createElement("span");
      note.className = "suggest__note";
      note.textContent = suggestion.note;
      option.append(" ", note);
    }
    return option;
  };

  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map(optionOf));
    activate(-1);
    if (suggestions.length) {
      open();
      status.textContent = `${suggestions.length} gợi ý, chọn bằng phím mũi tên.`;
    } else {
      close();
      status.textContent = "Không có gợi ý.";
    }
  };

  const ask = async () => {
    request?.abort();
    const mine = new AbortController();
    request = mine;
    try {
      const address = `${form.dataset.suggest}?${new URLSearchParams({ q: input.value })}`;
      const answer = await fetch(address, { signal: mine.signal, credentials: "omit" });
      if (!answer.ok) {
        return;
      }
      const { suggestions } = await answer.json();
      await styled(form.dataset.suggestStyles);
      if (request === mine && !mine.signal.aborted && document.activeElement === input) {
        show(suggestions);
      }
    } catch {
      // Offline, or the reader typed on: the form works without suggestions.
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    const typed = input.value.trim();
    if (typed.length < SHORTEST && !/^\d/.test(typed)) {
      close();
      status.textContent = "";
      return;
    }
    timer = setTimeout(ask, DELAY);
  });

  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.isComposing || (list.hidden && !(count && event.key.startsWith("Arrow")))) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      open();
      // One place more than options: back in the field itself.
      const step = event.key === "ArrowDown" ? 1 : -1;
      activate(((active + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      window.location.assign(list.children[active].dataset.url);
    }
  });

  input.addEventListener("blur", close);
  // The field keeps the focus, so that the click still finds the list open.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) {
      window.location.assign(option.dataset.url);
    }
  });
};

document.querySelectorAll("form[data-suggest]").forEach(addSuggestions);
