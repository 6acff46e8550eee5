// A button that puts a text of the page on the clipboard; where that is not allowed, the text is selected.
(() => {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const text = document.getElementById(button.dataset.copy);
    const said = button.parentElement.querySelector("[data-copied]");
    button.parentElement.hidden = false;
    button.addEventListener("click", async () => {
      text.select();
      let done = false;
      try {
        await navigator.clipboard.writeText(text.value);
        done = true;
      } catch {
        done = document.execCommand("copy");
      }
      said.hidden = !done;
    });
  }
})();
