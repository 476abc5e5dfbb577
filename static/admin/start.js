/* Starts what Wagtail's forms would start with a script inside the page, which the admin's Content
   Security Policy forbids: an element with the controller "start" names it, and is then taken away. */
(() => {
  const FUNCTIONS = new Set([
    "createTaskChooser", "initDateChooser", "initDateTimeChooser", "initTimeChooser",
  ]);
  const CLASSES = new Set([
    "Chooser", "DocumentChooser", "ImageChooser", "InlinePanel", "MultipleChooserPanel",
    "PageChooser", "SnippetChooser",
  ]);

  function whenScriptsAreThere() {
    if (document.readyState !== "loading") return Promise.resolve();
    return new Promise((done) => {
      document.addEventListener("DOMContentLoaded", done, { once: true });
    });
  }

  class StartController extends window.StimulusModule.Controller {
    static values = { name: String, with: Array };

    async connect() {
      const { element, nameValue: name, withValue: values } = this;
      await whenScriptsAreThere();
      // A form that is moved meanwhile connects its parts anew.
      if (!element.isConnected || element.dataset.started) return;
      element.dataset.started = "yes";
      if (FUNCTIONS.has(name)) window[name](...values);
      if (CLASSES.has(name)) Reflect.construct(window[name], values);
      element.remove();
    }
  }

  window.wagtail.app.register("start", StartController);
})();
