// What `zod` exports, except for its messages in fifty languages and some names that nothing here uses: a fifth of the
// Worker. The API speaks English. The bundle has this in zod's place (wrangler.toml, [alias]); types and tests take zod
// as it is, and test/shims/zod.test.ts compares the two.
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
