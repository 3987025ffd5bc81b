declare module "*?raw" {
  const text: string
  export default text
}

interface ImportMeta {
  glob<T>(patterns: string[], options: { query: string; eager: true; import: "default" }): Record<string, T>
}
