import { sha256 } from "./hash.ts"

/** Whether two byte strings are equal, in a time that says nothing about where they differ. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ (b[i] ?? 0)
  return difference === 0
}

/** Whether two secrets are equal. Their hashes are compared, so that not even their length shows. */
export const equalSecrets = async (a: string, b: string): Promise<boolean> =>
  equalBytes(await sha256(a), await sha256(b))
