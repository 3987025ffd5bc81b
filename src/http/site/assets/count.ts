import script from "./count.client.js"

/** `GET /count.js`: counts what is shown and clicked in the boxes of our own pages, where `COUNT_LINKS` is set. */
export const COUNT = script
export const COUNT_PATH = "/count.js"
