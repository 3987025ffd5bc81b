import { readFileSync } from "node:fs"

// Linux: /proc counts processor time in hundredths of a second.
const TICK_MS = 10

/**
 * Milliseconds of processor time that the processes started by this one have taken: the server's side of a load, which a
 * busy machine does not change. NaN where there is no /proc.
 */
export function childrenCpuMs(): number {
  try {
    const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8").trim().split(" ")
    return children.reduce((sum, pid) => sum + cpuMs(pid), 0)
  } catch {
    return Number.NaN
  }
}

function cpuMs(pid: string): number {
  // proc(5): utime and stime are the 14th and 15th fields; the second one, the name, stands in parentheses.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ")
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}
