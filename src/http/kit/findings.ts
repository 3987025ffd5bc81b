import { z } from "@hono/zod-openapi"
import type { Finding } from "../../feeds/profiles/kit/judge.ts"

/** A rule of an aggregator that is broken. */
export const FindingJson = z
  .object({
    rule: z.string().openapi({ example: "title-short" }),
    level: z.enum(["must", "should"]),
    wants: z.string().openapi({ example: "a title of more than 20 characters" }),
    found: z.string().openapi({ example: "8 characters" }),
    todo: z.string().openapi({ example: "Write a longer headline." }),
    source: z.object({ page: z.string(), read: z.string(), basis: z.enum(["official", "second-hand"]) }),
  })
  .openapi("Finding")

export const toFindingJson = ({ rule: { id, level, wants, todo, source }, found }: Finding) => ({
  rule: id,
  level,
  wants,
  found,
  todo,
  source,
})
