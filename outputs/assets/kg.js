// The language of a page, without loading: texts stand there in both, and the style sheet shows those of <html lang>.
"use strict";
(() => {
const root = document.documentElement;
const KEY = "kg-language";
const remembered = () => {
try { return localStorage.getItem(KEY); } catch { return null; }
};
const remember = (language) => {
try { localStorage.setItem(KEY, language); } catch { /* a page from a mail may not keep anything */ }
};
const speak = (language) => {
root.lang = language;
document.title = root.dataset[language] || document.title;
for (const button of document.querySelectorAll("button[data-language]")) {
button.setAttribute("aria-pressed", String(button.dataset.language === language));
}
for (const element of document.querySelectorAll("option[data-nl]")) {
element.textContent = element.dataset[language];
}
for (const element of document.querySelectorAll("input[data-nl]")) {
element.placeholder = element.dataset[language];
}
document.dispatchEvent(new CustomEvent("kg-language", { detail: language }));
};
for (const button of document.querySelectorAll("button[data-language]")) {
button.closest("[hidden]")?.removeAttribute("hidden");
button.addEventListener("click", () => {
remember(button.dataset.language);
speak(button.dataset.language);
});
}
const chosen = remembered();
speak(chosen === "nl" || chosen === "en" ? chosen : root.lang);
})();
