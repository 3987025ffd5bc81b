// Files that are served as they are. wrangler.toml and vitest.config.ts load them as text.
declare module "*.css" {
  const text: string
  export default text
}

declare module "*.client.js" {
  const text: string
  export default text
}

/** Stands in widget.client.js, and widget.ts puts the value in its place. */
declare const WIDGET_DATA: {
  rightToLeft: string[]
  /** By language, in lower case. */
  headings: Record<string, string>
  sponsored: Record<string, string>
}
