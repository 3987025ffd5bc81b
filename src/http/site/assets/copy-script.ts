/**
 * The only script of these pages. It shows the “Copy address” buttons of /feeds, which are hidden without it, and makes
 * them copy. Its CSP hash is below, and a test compares the two.
 */
export const COPY_SCRIPT = `for (const button of document.querySelectorAll("button[data-copy]")) {
  const text = button.textContent
  button.hidden = false
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy)
      button.textContent = "Copied"
    } catch {
      button.textContent = "Select it and copy"
    }
    setTimeout(() => { button.textContent = text }, 2500)
  })
}`

/** The script's CSP hash source. */
export const COPY_SCRIPT_HASH = "sha256-wsmDCyDS9UtBUphZN26WKSYNRUJGvWGS91cz6lg3dQ0="
