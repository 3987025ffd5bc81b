// File types in news, with the media types that IANA registered.
const BY_EXTENSION: Record<string, string> = {
  aac: "audio/aac",
  avif: "image/avif",
  flac: "audio/flac",
  gif: "image/gif",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  m4a: "audio/mp4",
  m4v: "video/mp4",
  mov: "video/quicktime",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  oga: "audio/ogg",
  ogg: "audio/ogg",
  ogv: "video/ogg",
  opus: "audio/ogg",
  pdf: "application/pdf",
  png: "image/png",
  svg: "image/svg+xml",
  wav: "audio/wav",
  webm: "video/webm",
  webp: "image/webp",
}

/** The media type for the file extension of an address; undefined when the extension is unknown. */
export function mimeTypeOf(url: string): string | undefined {
  const extension = /\.([a-z0-9]{2,4})$/i.exec(URL.parse(url)?.pathname ?? "")?.[1]?.toLowerCase()
  return extension === undefined ? undefined : BY_EXTENSION[extension]
}
