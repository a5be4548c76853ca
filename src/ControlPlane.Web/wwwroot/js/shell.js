// What belongs to the window rather than to a page: theme, time zone, keys, dialogs, and whether the connection holds.

const themeCookie = "controlplane-theme";
const root = document.documentElement;

export function readTheme() {
  return root.dataset.theme;
}

export function setTheme(theme) {
  root.dataset.theme = theme;
  const media = {
    light: { system: "(prefers-color-scheme: light)", light: "all", dark: "not all" },
    dark: { system: "(prefers-color-scheme: dark)", light: "not all", dark: "all" },
  };
  for (const sheet of document.querySelectorAll("link[data-theme-sheet]")) sheet.media = media[sheet.dataset.themeSheet][theme];
  document.cookie = `${themeCookie}=${theme};path=/;max-age=31536000;samesite=lax`;
  announceTheme();
}

export function readTimeZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

// Where the focus was last moved by whatever the person did. A page reached a moment ago asks for it late, and must not take it away again.
let focusMovedAt = "";
document.addEventListener("focusin", () => focusMovedAt = location.href);

export function focusHeading() {
  const active = document.activeElement;
  if (focusMovedAt === location.href && active !== null && active !== document.body) return;
  document.querySelector("h1")?.focus();
}

function announceTheme() {
  document.dispatchEvent(new CustomEvent("themechange"));
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", announceTheme);

// Connection: Blazor sets classes on the dialog, the rest of the screen follows an attribute of the document.
const dialog = document.getElementById("components-reconnect-modal");
new MutationObserver(() => {
  const has = name => dialog.classList.contains(`components-reconnect-${name}`);
  root.dataset.connection = has("show") || has("failed") || has("rejected") ? "lost" : "live";
  if (has("rejected")) location.reload();
}).observe(dialog, { attributes: true, attributeFilter: ["class"] });

document.addEventListener("click", async event => {
  const opener = event.target.closest("[data-open-dialog]");
  if (opener) document.getElementById(opener.dataset.openDialog)?.showModal();

  if (event.target.closest("[data-reconnect]") && !(await Blazor.reconnect())) location.reload();
});

// Single keys may be switched off (WCAG 2.1.4) and never act while someone types.
const shortcuts = {
  get areOn() { return localStorage.getItem("controlplane-shortcuts") !== "off"; },
  set areOn(on) { localStorage.setItem("controlplane-shortcuts", on ? "on" : "off"); },
};

document.addEventListener("change", event => {
  if (event.target.matches("[data-setting=shortcuts]")) shortcuts.areOn = event.target.checked;
});

const places = { o: "/", r: "/rollouts", m: "/models", a: "/agents", h: "/audit" };
let afterG = -Infinity;

function isTyping(target) {
  return target.closest("input:not([type=range], [type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=true]") !== null;
}

function moveRow(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (rows.length === 0) return;
  const now = rows.indexOf(document.activeElement?.closest("[data-row]"));
  const next = rows[now < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, now + step))];
  next.tabIndex = -1;
  next.focus();
}

// Leads to a button and never presses it.
function focusInScope(selector) {
  const scope = document.activeElement?.closest("[data-row]") ?? document;
  scope.querySelector(selector)?.focus();
}

function onKey(event) {
  switch (event.key) {
    case "?":
      document.querySelector("[data-setting=shortcuts]").checked = shortcuts.areOn;
      document.getElementById("help")?.showModal();
      return true;
    case "/": {
      const search = document.querySelector("[data-search]");
      search?.focus();
      return search !== null;
    }
    case "g":
      afterG = performance.now();
      return true;
    case "j":
      moveRow(1);
      return true;
    case "k":
      moveRow(-1);
      return true;
    case "r":
      focusInScope("[data-roll-back]");
      return true;
    case "p":
      focusInScope("[data-verb=promote]");
      return true;
    case "Enter": {
      const link = document.activeElement?.matches("[data-row]") ? document.activeElement.querySelector("[data-row-link]") : null;
      link?.click();
      return link !== null;
    }
    default:
      return false;
  }
}

document.addEventListener("keydown", event => {
  if (event.key === "Escape") root.dataset.hints = "off";
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]") || !shortcuts.areOn) return;

  const place = performance.now() - afterG < 1500 ? places[event.key] : undefined;
  afterG = event.key === "g" ? afterG : -Infinity;
  if (place) Blazor.navigateTo(place);
  if (place || onKey(event)) event.preventDefault();
});

for (const moved of ["pointermove", "focusin"]) document.addEventListener(moved, () => delete root.dataset.hints, { passive: true });

// A range that is dragged speaks at most every 60 ms, so that the server is never behind a queue of old positions.
// The window hears events before Blazor does.
const spoke = new WeakMap();
window.addEventListener("input", event => {
  const range = event.target;
  if (!range.matches?.("input[type=range][data-throttled]")) return;

  const now = performance.now();
  const state = spoke.get(range) ?? { at: 0, timer: 0 };
  spoke.set(range, state);
  clearTimeout(state.timer);
  if (now - state.at >= 60) {
    state.at = now;
    return;
  }

  event.stopImmediatePropagation();
  state.timer = setTimeout(() => range.dispatchEvent(new Event("input", { bubbles: true })), 60 - (now - state.at));
}, { capture: true });
