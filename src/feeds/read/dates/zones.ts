/** Minutes east of UTC by zone name. The North American names follow RFC 822 §5.1. */
const ZONES: Record<string, number> = {
  "": 0,
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  uct: 0,
  zulu: 0,
  est: -300,
  edt: -240,
  et: -300,
  cst: -360,
  cdt: -300,
  ct: -360,
  mst: -420,
  mdt: -360,
  mt: -420,
  pst: -480,
  pdt: -420,
  pt: -480,
  ast: -240,
  adt: -180,
  at: -240,
  akst: -540,
  akdt: -480,
  hst: -600,
  nst: -210,
  ndt: -150,
  bst: 60,
  ist: 330,
  west: 60,
  cet: 60,
  cest: 120,
  mez: 60,
  mesz: 120,
  met: 60,
  mest: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  msd: 240,
  trt: 180,
  irst: 210,
  gst: 240,
  aft: 270,
  pkt: 300,
  npt: 345,
  wib: 420,
  ict: 420,
  hkt: 480,
  sgt: 480,
  pht: 480,
  awst: 480,
  jst: 540,
  kst: 540,
  acst: 570,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
  brt: -180,
  art: -180,
  clt: -240,
  cot: -300,
  sast: 120,
  cat: 120,
  eat: 180,
  wat: 60,
  a: -60,
  b: -120,
  c: -180,
  d: -240,
  e: -300,
  f: -360,
  g: -420,
  h: -480,
  i: -540,
  k: -600,
  l: -660,
  m: -720,
  n: 60,
  o: 120,
  p: 180,
  q: 240,
  r: 300,
  s: 360,
  t: 420,
  u: 480,
  v: 540,
  w: 600,
  x: 660,
  y: 720,
}

/** Minutes east of UTC from the text after a time. 0 for an unknown zone name, null when the text is not a zone. */
export function readOffset(zone: string): number | null {
  const plain = zone
    .trim()
    .replace(/^[,;]\s*/, "")
    .toLowerCase()
  const known = ZONES[plain]
  if (known !== undefined) return known
  const match = /^(?:([a-z/]+) ?)?([+-]) ?(\d{1,2}):?(\d{2})?(?::?\d\d)?(?: .*)?$/.exec(plain)
  if (match) {
    const minutes = Number(match[3]) * 60 + Number(match[4] ?? 0)
    // No place is more than 15 hours from UTC, so a larger offset is an error.
    return minutes > 15 * 60 ? 0 : match[2] === "-" ? -minutes : minutes
  }
  const word = /^(?:etc\/)?([a-z]{1,5})\b/.exec(plain)?.[1]
  if (word !== undefined && ZONES[word] !== undefined) return ZONES[word]
  return /^[a-z_]+(\/[a-z_]+)*/.test(plain) || /[\p{L}]/u.test(plain) || plain === "." ? 0 : null
}
