/**
 * The one script of these pages: shows the “Copy address” buttons of /feeds, which without it stay hidden, and makes
 * them copy. Its hash stands below, and a test holds the two together.
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
