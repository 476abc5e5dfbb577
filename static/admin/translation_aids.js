/* Beside each text that a translator writes: earlier translations of texts that are like its
   source, and the terms of the glossary that it lacks. What is taken goes into the field and is saved
   with the form. */
(() => {
  const script = document.currentScript;
  const PATHS = [
    [/\/pages\/(\d+)\/edit\//, () => "page"],
    [/\/snippets\/(\w+)\/(\w+)\/edit\/(\d+)\//, (found) => `${found[1]}.${found[2]}`],
  ];

  function addressOf(code) {
    for (const [pattern, kind] of PATHS) {
      const found = location.pathname.match(pattern);
      if (!found) continue;
      return script.dataset.translationAidsUrl
        .replace("KIND", kind(found))
        .replace("/0/", `/${found.at(-1)}/`)
        .replace("CODE", code);
    }
    return null;
  }

  const byName = (name) => document.querySelector(`[name="${CSS.escape(name)}"]`);

  /* The input of a text; the names of a block's inputs begin with those of its place. */
  function inputOf(place) {
    if (place.item) {
      const key = document.querySelector(`input[name$="-item_key"][value="${CSS.escape(place.item)}"]`);
      return key && byName(key.name.replace(/-item_key$/, place.name));
    }
    if (place.block) {
      const ids = document.querySelectorAll(`input[name$="-id"][value="${CSS.escape(place.block)}"]`);
      const names = [...ids].map((id) => id.name.replace(/-id$/, "-value") + place.name);
      return names.map(byName).find((input) => input?.closest(`.language-${place.lang}`));
    }
    return byName(place.name);
  }

  function make(tag, className, text = "", lang = "") {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    if (lang) element.lang = lang;
    return element;
  }

  /* Puts the paragraphs of `offer` into what the editor of rich text holds. */
  function merged(raw, offer) {
    const offered = JSON.parse(offer.rich);
    if (offer.paragraph === undefined) return offered;
    const isEmpty = !raw || raw.blocks.every((block) => !block.text.trim());
    const result = isEmpty ? JSON.parse(offer.blank) : raw;
    const [paragraph] = offered.blocks;
    const before = result.blocks[offer.paragraph];
    const first = Math.max(-1, ...Object.keys(result.entityMap).map(Number)) + 1;
    for (const [key, entity] of Object.entries(offered.entityMap)) {
      result.entityMap[first + Number(key)] = entity;
    }
    paragraph.entityRanges = paragraph.entityRanges.map((range) => ({ ...range, key: first + range.key }));
    if (before) Object.assign(paragraph, { key: before.key, type: before.type, depth: before.depth });
    result.blocks.splice(offer.paragraph, before ? 1 : 0, paragraph);
    return result;
  }

  function take(input, offer) {
    if (offer.rich && input.draftailEditor) {
      const { createEditorStateFromRaw, serialiseEditorStateToRaw } = window.Draftail;
      const raw = serialiseEditorStateToRaw(input.draftailEditor.getEditorState());
      input.draftailEditor.onChange(createEditorStateFromRaw(merged(raw, offer)));
      input.draftailEditor.focus();
      return;
    }
    input.value = offer.text;
    for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, { bubbles: true }));
    input.focus();
  }

  function standingOf(segment, code) {
    return document.querySelector(
      `.standing[data-segment="${CSS.escape(segment)}"][data-language="${code}"]`,
    );
  }

  /* The part of a standing for one sort of aid. */
  function partOf(standing, className) {
    let part = standing.querySelector(`:scope > .${className}`);
    if (!part) {
      part = make("div", className);
      standing.append(part);
    }
    return part;
  }

  function showOffers(unit, code, words) {
    const standing = standingOf(unit.segment, code);
    const input = standing && inputOf({ ...unit.input, lang: code });
    if (!input) return;
    const part = partOf(standing, "aids");
    const group = make("section", "aids__unit");
    const heading = make("h4", "aids__heading", words.offers);
    const list = make("ul", "aids__offers");
    const said = make("p", "aids__said");
    said.setAttribute("role", "status");
    group.append(heading, list, said);
    if (unit.source) heading.after(make("p", "aids__source", unit.source, unit.offers[0].sourceLang));
    for (const offer of unit.offers) {
      const item = make("li", "aids__offer");
      const likeness = make("strong", "aids__likeness", offer.likeness);
      const text = make("span", "aids__text", offer.text, code);
      const button = make("button", "button button-small button-secondary", words.take);
      button.type = "button";
      text.id = `aid-${Math.random().toString(36).slice(2)}`;
      button.setAttribute("aria-describedby", text.id);
      button.addEventListener("click", () => {
        take(input, offer);
        said.textContent = words.taken;
      });
      item.append(likeness, text);
      if (offer.source) {
        const earlier = make("span", "aids__earlier", `${words.earlier} `);
        earlier.append(make("span", "", offer.source, offer.sourceLang));
        item.append(earlier);
      }
      item.append(button);
      list.append(item);
    }
    part.append(group);
  }

  function showWarnings(standing, sentences) {
    const part = partOf(standing, "aids__terms");
    part.setAttribute("role", "status");
    part.replaceChildren(...sentences.map((sentence) => make("p", "aids__term", sentence)));
  }

  /* What a segment says by now: a block, or one field. */
  function writtenOf(standing) {
    const block = standing.closest("[data-streamfield-child]");
    const written = "[contenteditable=true], textarea, input[type=text]";
    const place = block || standing.parentElement;
    return [...place.querySelectorAll(written)].map((each) => each.value ?? each.innerText).join("\n");
  }

  function followTerms(code, address) {
    const waiting = new Map();
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
    const check = async (standing) => {
      const body = new URLSearchParams({ segment: standing.dataset.segment, text: writtenOf(standing) });
      const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token } });
      if (answer.ok) showWarnings(standing, (await answer.json()).warnings);
    };
    document.addEventListener("input", (event) => {
      const panel = event.target.closest?.(`.language-${code}`);
      if (!panel) return;
      const block = event.target.closest(".language-columns [data-streamfield-child]");
      const top = block?.parentElement.closest("[data-streamfield-child]") || block;
      const standing = (top || panel).querySelector(`.standing[data-language="${code}"]`);
      if (!standing) return;
      clearTimeout(waiting.get(standing));
      waiting.set(standing, setTimeout(() => check(standing), 700));
    });
  }

  async function help(code) {
    const address = addressOf(code);
    if (!address) return;
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { units, warnings, words } = await answer.json();
    for (const unit of units) showOffers(unit, code, words);
    for (const [segment, sentences] of Object.entries(warnings)) {
      const standing = standingOf(segment, code);
      if (standing) showWarnings(standing, sentences);
    }
    followTerms(code, address);
  }

  /* The languages in which the form has fields to write. */
  function start() {
    const form = document.querySelector("form[data-edit-form]");
    const codes = new Set();
    for (const standing of form?.querySelectorAll(".standing[data-language]") ?? []) {
      const panel = standing.closest("[class*='language-']");
      if (panel?.querySelector("input:not([type=hidden]), textarea, [data-streamfield-stream-container]")) {
        codes.add(standing.dataset.language);
      }
    }
    for (const code of codes) help(code);
  }

  // The blocks of bodies are drawn, and paired, once the page is loaded.
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
})();
