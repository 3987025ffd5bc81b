import { describe, expect, it } from "vitest"
import { deskOf } from "../../../src/ranking/words/desks.ts"

describe("the desk of a text", () => {
  it.each([
    ["The cricket coach praised his spinners after the tournament", "sport"],
    ["Сборная выиграла матч, тренер доволен", "sport"],
    ["د کرېکټ لوبډلې لوبغاړي", "sport"],
    ["Six soups: recipes for your kitchen", "food"],
    ["The best smartphones and headphones", "gadgets"],
    ["An actor, a film and the celebrity who sued", "show"],
    ["The minister cooks up a budget", null],
    ["A meeting in Kabul on livelihoods for farmers", null],
    ["", null],
  ])("%s", (text, desk) => {
    expect(deskOf(text)).toBe(desk)
  })
})
