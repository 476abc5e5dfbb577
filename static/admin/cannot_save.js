/* Says so when nothing can be saved, and keeps what was typed on the screen; see delivery/saving.py. */
(() => {
  const { url, down, signedOut, signIn, signInUrl, back } = document.currentScript.dataset;
  const ASK_AGAIN_MS = 5000;
  const PATIENCE_MS = 8000;
  let bar = null;
  let waiting = null;

  /* Returns "ok", "down" or "signedOut"; a form gets the word that protects it anew. */
  async function ask() {
    try {
      const answer = await fetch(url, {
        redirect: "manual",
        cache: "no-store",
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (answer.type === "opaqueredirect") return "signedOut";
      if (!answer.ok) return "down";
      const { token } = await answer.json();
      for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) {
        field.value = token;
      }
      return "ok";
    } catch {
      return "down";
    }
  }

  function say(state) {
    if (!bar) {
      bar = document.createElement("div");
      bar.className = "cannot-save";
      bar.setAttribute("role", "alert");
      document.body.append(bar);
    }
    bar.classList.toggle("cannot-save--back", state === "ok");
    const words = document.createElement("p");
    words.textContent = { down, signedOut, ok: back }[state];
    bar.replaceChildren(words);
    if (state === "signedOut") {
      const link = document.createElement("a");
      Object.assign(link, { href: signInUrl, target: "_blank", textContent: signIn });
      words.append(" ", link);
    }
  }

  function warn(state) {
    say(state);
    watch(state);
  }

  /* Asks until saving works again; the same words twice would be read out twice. */
  function watch(state) {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const now = await ask();
      if (now === state) {
        watch(state);
      } else if (now !== "ok") {
        warn(now);
      } else {
        say(now);
        // Where the form saves by itself, it does so now.
        const form = document.querySelector("form[data-edit-form]");
        form?.dispatchEvent(new CustomEvent("w-unsaved:add"));
      }
    }, ASK_AGAIN_MS);
  }

  function release(form, submitter) {
    // Leaving the page would lose what was typed: the browser asks first.
    if (form.matches("[data-controller~='w-unsaved']")) {
      form.dataset.wUnsavedConfirmationValue = "true";
    }
    if (submitter) submitter.dataset.wProgressLoadingValue = "false";
  }

  const checked = new WeakSet();

  async function checkFirst(event) {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || form.method !== "post" || checked.delete(form)) return;
    if (!form.closest("main") || submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    const state = await ask();
    if (state !== "ok") {
      release(form, submitter);
      warn(state);
      return;
    }
    if (submitter?.name) {
      // A button that shows that it is at work is disabled, and would not be sent.
      const pressed = document.createElement("input");
      Object.assign(pressed, { type: "hidden", name: submitter.name, value: submitter.value });
      form.append(pressed);
    }
    checked.add(form);
    form.requestSubmit();
  }

  async function explain() {
    const state = await ask();
    if (state !== "ok") warn(state);
  }

  document.addEventListener("DOMContentLoaded", () => {
    // The page of signing in is none of those on which something is typed for long.
    if (!document.querySelector("[data-wagtail-sidebar]")) return;
    window.addEventListener("submit", checkFirst);
    document.addEventListener("w-autosave:error", explain);
    document.addEventListener("w-autosave:success", () => {
      bar?.remove();
      bar = null;
    });
    // Uploads, and the forms of the windows in which pictures and pages are chosen.
    window.jQuery?.(document).on("ajaxError fileuploadfail", explain);
  });
})();
