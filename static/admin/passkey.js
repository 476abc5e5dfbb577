// Starts allauth's scripts for passkeys, which wait for a name; says what went wrong beside the button.
(() => {
  const button = document.querySelector("[data-passkey]");
  const problem = document.querySelector("[data-passkey-problem]");
  window.allauth.webauthn.forms[button.dataset.passkey]({
    ids: {
      add: button.id,
      authenticate: button.id,
      credential: button.dataset.credential,
      data: "passkey-data",
    },
  });
  button.addEventListener("click", () => {
    problem.textContent = "";
  });
  document.addEventListener("allauth.error", (event) => {
    // Whoever closes the browser's window, or has no such key, is told so, not the console.
    event.preventDefault();
    problem.textContent = problem.dataset.words;
  });
})();
