import text from "./copy.client.js"

/**
 * The only script of these pages. It shows the “Copy address” buttons of /feeds, which are hidden without it, and makes
 * them copy. Its CSP hash is below, and a test compares the two.
 */
export const COPY_SCRIPT: string = text

/** The script's CSP hash source. */
export const COPY_SCRIPT_HASH = "sha256-ZY5O0DzBgTydNd/zejKS6Zl864xc9ajlyKSvC627Na4="
