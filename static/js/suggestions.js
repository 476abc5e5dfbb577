// Suggestions under a search field, by the combobox pattern of ARIA. Without them the form works alone.
const SHORTEST = 2;
const WAIT_MS = 200;

for (const form of document.querySelectorAll("form[data-suggestions]")) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  let timer;
  let active = -1;

  list.className = "suggestions";
  list.id = `${input.id}-suggestions`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.suggestionsLabel);
  input.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  })) {
    input.setAttribute(name, value);
  }

  const show = (isShown) => {
    list.hidden = !isShown;
    input.setAttribute("aria-expanded", String(isShown));
    if (!isShown) mark(-1);
  };

  const mark = (place) => {
    active = place;
    [...list.children].forEach((option, number) =>
      option.setAttribute("aria-selected", String(number === place)),
    );
    if (place < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[place].id);
  };

  const optionOf = ({ title, url }, number) => {
    const option = document.createElement("li");
    option.id = `${list.id}-${number}`;
    option.className = "suggestions__option";
    option.textContent = title;
    option.dataset.url = url;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    return option;
  };

  const ask = async () => {
    const text = input.value.trim();
    if (text.length < SHORTEST) return show(false);
    const query = new URLSearchParams({ format: "json", q: text });
    const answer = await fetch(`${form.dataset.suggestions}?${query}`).catch(() => null);
    if (!answer?.ok || input.value.trim() !== text) return;
    const { suggestions } = await answer.json();
    list.replaceChildren(...suggestions.map(optionOf));
    show(suggestions.length > 0 && document.activeElement === input);
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const count = list.children.length;
    if (event.key === "ArrowDown") mark(active + 1 < count ? active + 1 : -1);
    else if (event.key === "ArrowUp") mark(active < 0 ? count - 1 : active - 1);
    else if (event.key === "Escape") show(false);
    else if (event.key === "Enter" && active >= 0) location.assign(list.children[active].dataset.url);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => show(false));
  // Before the field loses the focus, which would close the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
}
