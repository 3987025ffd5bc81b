import type { Bytes } from "../crypto/hash.ts"

/** RFC 1952. */
export const gzip = (bytes: Bytes): Promise<Bytes> => through(bytes, new CompressionStream("gzip"))

/** The bytes that were compressed. Rejects when they are damaged. */
export const gunzip = (bytes: Bytes): Promise<Bytes> => through(bytes, new DecompressionStream("gzip"))

/** How many bytes `gunzip` gives: the last four bytes say it, up to 4 GB (RFC 1952 §2.3.1). */
export function gunzippedLength(bytes: Bytes): number {
  return bytes.length < 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true)
}

async function through(bytes: Bytes, stream: CompressionStream | DecompressionStream): Promise<Bytes> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer())
}
