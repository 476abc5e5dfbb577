// Plays a film of another site in its place, once the reader has asked for it.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-player]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const frame = document.createElement("iframe");
  frame.src = link.dataset.player;
  frame.title = link.dataset.title;
  frame.className = "video__frame";
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  // The players refuse to play for a page that they do not know.
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  link.replaceWith(frame);
  frame.focus();
});
