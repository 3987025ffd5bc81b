// Replaces `zod` in the bundle (wrangler.toml, [alias]). It has what the bundle uses, and neither the messages in fifty
// languages nor the kinds of schema that nothing here is: together a third of zod. Types and tests use the real zod, and
// test/shims/zod.test.ts holds this list against what is used.
export * as coerce from "../../node_modules/zod/v4/classic/coerce.js"
export { ZodError } from "../../node_modules/zod/v4/classic/errors.js"
export {
  array,
  boolean,
  discriminatedUnion,
  email,
  enum,
  literal,
  looseObject,
  number,
  object,
  record,
  string,
  tuple,
  union,
  unknown,
  url,
  ZodType,
} from "../../node_modules/zod/v4/classic/schemas.js"
export { config, globalRegistry, NEVER, registry } from "../../node_modules/zod/v4/core/index.js"
export * as z from "./zod.ts"
