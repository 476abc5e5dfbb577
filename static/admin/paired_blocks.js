/* Puts the blocks of a body beside those that say the same in the other languages, and how each
   stands at the block itself. Without it, what needs attention stands in a list below the body. */
(() => {
  const BLOCK = "[data-streamfield-child]";
  // A body to write, and one that a translator only reads.
  const COLUMN = "[data-streamfield-stream-container], [data-paired-blocks]";

  function columnsOf(group) {
    return [...group.querySelectorAll(COLUMN)].filter(
      (column) => !column.parentElement.closest(BLOCK),
    );
  }

  function blocksOf(column) {
    return [...column.children].filter((each) => each.dataset.contentpath && each.offsetParent);
  }

  function topOf(element) {
    return element.getBoundingClientRect().top;
  }

  /* Blocks that say the same begin at the same height. */
  function align(group) {
    const columns = columnsOf(group);
    for (const column of columns) {
      for (const block of blocksOf(column)) block.style.marginBlockStart = "";
    }
    const shown = columns.filter((column) => column.offsetParent);
    const lefts = new Set(shown.map((column) => column.getBoundingClientRect().left));
    if (shown.length < 2 || lefts.size < shown.length) return;
    const [first, ...others] = shown.map(blocksOf);
    for (const block of first) {
      const path = block.dataset.contentpath;
      const pairs = others.flatMap((blocks) => blocks.filter((b) => b.dataset.contentpath === path));
      const row = [block, ...pairs];
      const top = Math.max(...row.map(topOf));
      for (const each of row) each.style.marginBlockStart = `${top - topOf(each)}px`;
    }
  }

  function placeStates(group) {
    for (const state of group.querySelectorAll(".standing--block")) {
      const [, id] = state.dataset.segment.split("/");
      const panel = state.closest(`.language-${state.dataset.language}`);
      const block = panel?.querySelector(`${BLOCK}[data-contentpath="${CSS.escape(id)}"]`);
      const content = block?.querySelector(".w-panel__content");
      if (content && !content.contains(state)) content.prepend(state);
    }
  }

  /* For spelling and for who has it read aloud. */
  function nameLanguages(group) {
    for (const panel of group.querySelectorAll("[class*='language-']")) {
      const name = [...panel.classList].find((each) => /^language-[a-z]{2,3}$/.test(each));
      if (!name) continue;
      const written = "[contenteditable=true], textarea, input[type=text]";
      for (const each of panel.querySelectorAll(written)) each.lang = name.slice("language-".length);
    }
  }

  function follow(group) {
    let due = false;
    const later = () => {
      if (due) return;
      due = true;
      requestAnimationFrame(() => {
        due = false;
        align(group);
      });
    };
    const sizes = new ResizeObserver(later);
    const watched = new Set();
    const watch = () => {
      placeStates(group);
      nameLanguages(group);
      for (const block of columnsOf(group).flatMap(blocksOf)) {
        if (!watched.has(block)) sizes.observe(block);
        watched.add(block);
      }
      later();
    };
    sizes.observe(group);
    // The editor draws the blocks, and adds, moves and takes away some.
    new MutationObserver(watch).observe(group, { childList: true, subtree: true });
    watch();
  }

  function start() {
    for (const group of document.querySelectorAll(".language-columns")) follow(group);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
