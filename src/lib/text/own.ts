/** The same text in memory of its own. What is kept of a document would otherwise keep all of the document. */
export const ownText = (text: string): string => ` ${text}`.slice(1)
