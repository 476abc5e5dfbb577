/* Offers to show one language of an edit form alone, or all beside each other; see language_view.py. */
(() => {
  const url = document.currentScript.dataset.languageViewUrl;

  function panelsOf(form) {
    return [...form.querySelectorAll("[class*='language-']")].flatMap((panel) => {
      const name = [...panel.classList].find((each) => /^language-[a-z]{2,3}$/.test(each));
      return name ? [{ panel, code: name.slice("language-".length) }] : [];
    });
  }

  function show(form, code) {
    for (const { panel, code: own } of panelsOf(form)) {
      // What needs attention is never out of sight.
      const wrong = panel.querySelector(".w-field--error, .error-message");
      panel.hidden = Boolean(code) && own !== code && !wrong;
    }
    form.dataset.shownLanguage = code;
  }

  /* What a link in the form leads to, such as a text that is missing, is shown. */
  function reveal({ target }) {
    const link = target.closest("a[href^='#']");
    const wanted = link && document.getElementById(link.hash.slice(1));
    const panel = wanted && wanted.closest("[class*='language-'][hidden]");
    if (panel) panel.hidden = false;
  }

  function remember(code) {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    fetch(url, {
      method: "POST",
      headers: { "X-CSRFToken": token },
      body: new URLSearchParams({ code }),
    });
  }

  function control(form, { label, choices, chosen }) {
    const fieldset = document.createElement("fieldset");
    fieldset.className = "language-view";
    const legend = document.createElement("legend");
    legend.textContent = label;
    fieldset.append(legend);
    for (const { code, label: words, lang } of choices) {
      const choice = document.createElement("label");
      const input = document.createElement("input");
      input.type = "radio";
      input.name = "language-view";
      // It belongs to no form, so that saving by itself does not take it for a change.
      input.setAttribute("form", "");
      input.checked = code === chosen;
      input.addEventListener("change", () => {
        show(form, code);
        remember(code);
      });
      if (lang) choice.lang = lang;
      choice.append(input, words);
      fieldset.append(choice);
    }
    return fieldset;
  }

  async function start() {
    const form = document.querySelector("[data-edit-form]");
    if (!form || new Set(panelsOf(form).map(({ code }) => code)).size < 2) return;
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const choice = await answer.json();
    form.prepend(control(form, choice));
    show(form, choice.chosen);
    document.addEventListener("click", reveal, { capture: true });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
