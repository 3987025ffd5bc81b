/** @type {NodeListOf<HTMLButtonElement>} */
const buttons = document.querySelectorAll("button[data-copy]")
for (const button of buttons) {
  const text = button.textContent
  button.hidden = false
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy ?? "")
      button.textContent = "Copied"
    } catch {
      button.textContent = "Select it and copy"
    }
    setTimeout(() => {
      button.textContent = text
    }, 2500)
  })
}
