type Cost = (self: never, args: unknown[], result: unknown) => number

/**
 * How much work a function does, counted in characters looked at and list members moved, not by the clock: every method
 * of strings, expressions and lists whose time depends on a length is charged for the length it may touch, a look-up for one.
 */
export function countWork(run: () => unknown): number {
  let work = 0
  // What a charged method calls in its turn is part of its charge.
  let inside = false
  const undo: (() => void)[] = []
  const charge = (target: object, names: readonly PropertyKey[], cost: Cost) => {
    for (const name of names) {
      const descriptor = Object.getOwnPropertyDescriptor(target, name)!
      const original = descriptor.value as (...args: unknown[]) => unknown
      const counted = function (this: unknown, ...args: unknown[]): unknown {
        if (inside) return Reflect.apply(original, this, args)
        inside = true
        try {
          const result = Reflect.apply(original, this, args)
          work += 1 + cost(this as never, args, result)
          return result
        } finally {
          inside = false
        }
      }
      Object.defineProperty(target, name, { ...descriptor, value: counted })
      undo.push(() => Object.defineProperty(target, name, descriptor))
    }
  }
  charge(String.prototype, ["indexOf"], (self: string, args, result) => {
    const from = Number(args[1] ?? 0)
    return Math.max(0, (Number(result) < 0 ? self.length : Number(result)) - from)
  })
  charge(String.prototype, ["includes"], (self: string) => self.length)
  charge(Array.prototype, ARRAY_METHODS, (self: unknown[]) => self.length)
  // Sets and maps look up at once, but each look-up counts.
  charge(Set.prototype, ["has"], () => 0)
  charge(Map.prototype, ["get"], () => 0)
  // Engines share what is cut out, but whoever reads it reads all of it.
  charge(String.prototype, STRING_METHODS, (_: string, __, result) => (result as { length: number }).length)
  charge(RegExp.prototype, EXPRESSION_METHODS, (_: RegExp, [text]) => String(text).length)
  charge(URL, ["parse"], (_: unknown, [href, base]) => String(href).length + String(base ?? "").length)
  try {
    run()
  } finally {
    for (const restore of undo.reverse()) restore()
  }
  return work
}

const ARRAY_METHODS = "lastIndexOf indexOf includes shift unshift splice join slice concat find findLast some".split(
  " ",
)
const STRING_METHODS = "slice substring trim toLowerCase replaceAll normalize split".split(" ")
const EXPRESSION_METHODS = ["exec", "test", Symbol.replace, Symbol.match, Symbol.split]
