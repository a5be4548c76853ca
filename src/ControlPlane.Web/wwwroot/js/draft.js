// The unfinished rollout of this browser: the wizard's address, which holds every choice. Kept until it is started or thrown away.
const key = "controlplane-rollout-draft";

export function keep(address) {
  try {
    localStorage.setItem(key, address);
  } catch {
    // A browser that stores nothing still has the address itself.
  }
}

export function find() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function discard() {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was stored.
  }
}
