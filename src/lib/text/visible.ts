// White space, controls, and what Unicode has for no glyph: joiners, direction marks, fillers. U+2800 is the empty braille
// pattern.
const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u

/** Whether a person sees anything of this text. */
export const isVisible = (text: string): boolean => VISIBLE.test(text)
