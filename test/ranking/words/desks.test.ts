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
    ["Badminton: she saved two match points in the semifinal", "sport"],
    ["Боксёр победил нокаутом, его тренер доволен", "sport"],
    ["د بزکشي اتلولي او پهلوانان", "sport"],
    ["Skispringen: Pole gewinnt in Planica", "sport"],
    ["Families cannot cook dinner as gas runs out in Gaza's kitchens", null],
    ["Arab League talks: the coach leaves at noon", null],
    ["", null],
  ])("%s", (text, desk) => {
    expect(deskOf(text)).toBe(desk)
  })

  it("is the one that its section or a tag names", () => {
    expect(deskOf("She lifted more than anyone", ["Weightlifting"])).toBe("sport")
    expect(deskOf("One pan, two hours", ["Recipes"])).toBe("food")
    expect(deskOf("Schools wait for teachers", ["Education"])).toBe(null)
  })
})
