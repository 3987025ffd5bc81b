// Replaces `zod` in the bundle (wrangler.toml, [alias]). It leaves out the messages in fifty languages and some unused
// names: together a fifth of the Worker. Types and tests use the real zod, and test/shims/zod.test.ts compares the two.
export * from "../../node_modules/zod/v4/classic/checks.js"
export * as coerce from "../../node_modules/zod/v4/classic/coerce.js"
export * from "../../node_modules/zod/v4/classic/compat.js"
export * from "../../node_modules/zod/v4/classic/errors.js"
export * from "../../node_modules/zod/v4/classic/in-out.js"
export * as iso from "../../node_modules/zod/v4/classic/iso.js"
export * from "../../node_modules/zod/v4/classic/parse.js"
export * from "../../node_modules/zod/v4/classic/schemas.js"
export { config, globalRegistry, NEVER, registry } from "../../node_modules/zod/v4/core/index.js"
export * as z from "./zod.ts"
