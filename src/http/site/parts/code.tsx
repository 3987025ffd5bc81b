/** A text to copy. A field, so that one key selects it all. */
export const Code = ({ label, text }: { label: string; text: string }) => (
  <textarea readonly aria-label={label} rows={text.split("\n").length + 1} cols={60}>
    {text}
  </textarea>
)
