declare module "*?raw" {
  const text: string
  export default text
}

interface ImportMeta {
  glob(patterns: string | string[]): Record<string, unknown>
  glob<T>(patterns: string | string[], options: { query: string; eager: true; import: "default" }): Record<string, T>
}
