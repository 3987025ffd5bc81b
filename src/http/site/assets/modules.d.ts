// Files that are served as they are. wrangler.toml and vitest.config.ts load them as text.
declare module "*.css" {
  const text: string
  export default text
}

declare module "*.txt" {
  const text: string
  export default text
}

declare module "*.client.js" {
  const text: string
  export default text
}

/** Stands in widget.client.js, and widget.ts puts the value in its place. */
declare const WIDGET_DATA: {
  rightToLeft: string
  /** By language, in lower case: the heading, "sponsored", and "close". */
  words: Record<string, [string, string, string]>
}

/** Stands in widget.client.js for the text of widget.css. */
declare const WIDGET_STYLE: string
