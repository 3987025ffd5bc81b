/** A KV namespace in memory, for tests with thousands of requests: the simulated one takes milliseconds for each key. */
export function memoryKv(): KVNamespace {
  const held = new Map<string, { value: Uint8Array<ArrayBuffer>; metadata: unknown }>()
  const read = (key: string, type?: string) => {
    const value = held.get(key)?.value
    if (value === undefined) return null
    if (type === "arrayBuffer") return value.slice().buffer
    if (type === "stream") return new Response(value).body
    return new TextDecoder().decode(value)
  }
  return {
    get: async (asked: string | string[], type?: string) =>
      Array.isArray(asked) ? new Map(asked.map((key) => [key, read(key, type)])) : read(asked, type),
    getWithMetadata: async (key: string, type?: string) => ({
      value: read(key, type),
      metadata: structuredClone(held.get(key)?.metadata ?? null),
    }),
    put: async (key: string, value: string | Uint8Array, { metadata = null }: { metadata?: unknown } = {}) => {
      const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value.slice()
      held.set(key, { value: bytes as Uint8Array<ArrayBuffer>, metadata })
    },
    delete: async (key: string) => void held.delete(key),
  } as unknown as KVNamespace
}
