// The switch that keeps the emergency numbers on this device; without a service worker it stays away.
const KEPT = "numbers";
const box = document.querySelector("[data-offline-copy]");

if (box && "serviceWorker" in navigator) {
  const button = box.querySelector("button");
  const status = box.querySelector("[role=status]");

  const show = (isKept) => {
    button.setAttribute("aria-pressed", String(isKept));
    box.hidden = false;
  };

  const keep = async () => {
    await navigator.serviceWorker.register(box.dataset.worker);
    const cache = await caches.open(KEPT);
    const parts = document.querySelectorAll("link[rel=stylesheet], link[rel=icon]");
    await cache.addAll([...box.dataset.offlineCopy.split(" "), ...[...parts].map((part) => part.href)]);
  };

  const forget = async () => {
    const registration = await navigator.serviceWorker.getRegistration("/");
    await registration?.unregister();
    await caches.delete(KEPT);
  };

  button.addEventListener("click", async () => {
    const wanted = button.getAttribute("aria-pressed") !== "true";
    try {
      await (wanted ? keep() : forget());
      status.textContent = wanted ? box.dataset.kept : box.dataset.forgotten;
      show(wanted);
    } catch {
      status.textContent = box.dataset.failed;
      await forget();
    }
  });
  caches.has(KEPT).then(show);
}
