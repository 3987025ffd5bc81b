import { languageAttributes } from "../../../lib/text/direction.ts"
import type { Messages } from "../words/words.ts"

export const MAX_QUERY_CHARACTERS = 200

interface SearchFormProps {
  /** The path that answers. */
  action: string
  /** What was typed before. */
  value: string
  label: string
  words: Messages
}

/** A form that asks by GET, so it needs no script. */
export function SearchForm({ action, value, label, words }: SearchFormProps) {
  return (
    <search>
      <form class="search" action={action} {...languageAttributes(words.language)}>
        <label for="q">{label}</label>
        <input id="q" name="q" type="search" value={value} maxlength={MAX_QUERY_CHARACTERS} dir="auto" required />
        <button type="submit">{words.search}</button>
      </form>
    </search>
  )
}
