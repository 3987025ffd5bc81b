// Tells whether two addresses show the same picture, perhaps in other sizes.
// In: an address. Out: a key that all sizes of the picture share. Never fetch it.
// Source: how WordPress, Photon, Ghost, Drupal, Cloudflare and Cloudinary name the sizes of an image.
import { urlComparisonKey } from "./resolve.ts"

// Parameters that choose a size, a crop or a quality of the same picture.
const SIZE_PARAMETERS = new Set(
  "w h width height size sz s fit crop resize rect ar dpr q quality auto fm format ssl itok".split(" "),
)

// WordPress: `a-300x200.jpg`, `a-scaled.jpg`. Others: `a@2x.jpg`, `a_300x200.jpg`, `a-600w.jpg`.
const SIZE_IN_NAME = /(?:[-_]\d{2,5}x\d{1,5}|-scaled|-\d{3,4}w|@\dx)+(?=\.[a-z]{3,4}$)/i

/** The file name without its size and ending, which all sizes share; empty where an address could spell it otherwise. */
export function pictureName(address: string): string {
  const path = address.split(/[?#]/, 1)[0]!
  const file = path.slice(path.lastIndexOf("/") + 1).replace(SIZE_IN_NAME, "")
  return /^([\w-]+)(?:\.[a-z]{3,4})?$/i.exec(file)?.[1] ?? ""
}

/** The same for every size of a picture, and not for another picture. */
export function pictureKey(address: string): string {
  const url = URL.parse(originalOf(address.trim()))
  if (!url) return address.trim()
  for (const name of [...url.searchParams.keys()]) {
    if (SIZE_PARAMETERS.has(name.toLowerCase())) url.searchParams.delete(name)
  }
  url.pathname = url.pathname
    // Ghost and Drupal have a folder for each size.
    .replace(/\/images\/size\/w\d+(?:h\d+)?\//, "/images/")
    .replace(/\/styles\/[^/]+\/(?:public|s3)\//, "/")
    // Cloudinary: one path segment of options such as `c_fill,w_600`.
    .replace(/(\/image\/upload)\/(?:[a-z]{1,3}_[^/]+\/)+/, "$1/")
    .replace(SIZE_IN_NAME, "")
  return urlComparisonKey(url.href)
}

/** The address behind a service that makes sizes: Photon's `i0.wp.com/host/path`, Cloudflare's `/cdn-cgi/image/…/path`. */
function originalOf(address: string): string {
  const photon = /^https?:\/\/i\d\.wp\.com\/(.+)$/i.exec(address)
  if (photon) return `https://${photon[1]}`
  const resized = /^(https?:\/\/[^/]+)\/cdn-cgi\/image\/[^/]+\/(.+)$/i.exec(address)
  if (resized) return /^https?:/i.test(resized[2]!) ? resized[2]! : `${resized[1]}/${resized[2]}`
  return address
}
