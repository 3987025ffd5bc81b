import { clock, toTime } from "./parts.ts"

/** `2004년 05월 28일 01:31:15`, `2004-05-25 오후 11:23:17`, `2026年11月23日 10:00`. */
export function fromEastAsian(text: string): number | null {
  if (!/[\u3400-\u9fff\uac00-\ud7af]/.test(text)) return null
  const match =
    /^(\d{4}) ?[-년年.] ?(\d{1,2}) ?[-월月.] ?(\d{1,2}) ?[일日.]? ?(오전|오후|午前|午後|上午|下午)? ?(?:(\d{1,2})[:시時时] ?(\d{1,2})[분分]?(?::? ?(\d{1,2})[초秒]?)?)?$/.exec(
      text,
    )
  if (!match) return null
  const [, year, month, day, half, hour, minute, second] = match
  const afternoon = half === undefined ? undefined : /오후|午後|下午/.test(half) ? "p" : "a"
  // The dates name no zone, so they are local time: UTC+9 in Korea and Japan, UTC+8 in China.
  const offset = hour === undefined ? 0 : /[年上下时]/.test(text) && !/[午前後]/.test(text) ? 480 : 540
  return toTime({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    ...clock(hour, minute, second, afternoon),
    offset,
  })
}
