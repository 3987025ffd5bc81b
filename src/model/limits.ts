/** A document that comes in: a feed that is fetched, pushed or previewed, and a list of feeds. */
export const MAX_DOCUMENT_BYTES = 10 * 1024 * 1024
/** The same for people. */
export const MAX_DOCUMENT_SIZE = `${MAX_DOCUMENT_BYTES / 1024 / 1024} MiB`
/** A document up to this size needs no turn, see web/room.ts. */
export const MAX_SMALL_DOCUMENT_BYTES = 512 * 1024
/** Entries of a feed that are read. Feeds list the newest first, so the rest is old. */
export const MAX_ENTRIES = 2000

// The most that is kept of each field, in UTF-16 units or members. An item with every field at its limit, at three bytes
// a character, is still under D1's limit of 2 MB a row.

export const MAX_TITLE_CHARACTERS = 1000
export const MAX_SUMMARY_CHARACTERS = 10_000
export const MAX_GUID_CHARACTERS = 2000
export const MAX_URL_CHARACTERS = 2000
export const MAX_AUTHOR_CHARACTERS = 300
export const MAX_AUTHORS = 100
export const MAX_TAG_CHARACTERS = 200
export const MAX_TAGS = 100
export const MAX_SECTION_CHARACTERS = 200
export const MAX_SHORT_TITLE_CHARACTERS = 150
export const MAX_ATTACHMENTS = 50
export const MAX_ATTACHMENT_TITLE_CHARACTERS = 500
export const MAX_MIME_TYPE_CHARACTERS = 200
export const MAX_IMAGE_ALT_CHARACTERS = 2000
export const MAX_IMAGE_CREDIT_CHARACTERS = 500

/** What an article's id may look like. It is in addresses. */
export const ARTICLE_ID = /^[a-z0-9][a-z0-9-]{0,99}$/

/** An editor's article may have more than a partner's item. */
export const MAX_ARTICLE_TAGS = 200
export const MAX_ARTICLE_ATTACHMENTS = 100

/** Links of a stored list, and of a box. */
export const MAX_LINKS = 10
/** Links under an article's page. FILL may be more. */
export const MAX_PAGE_LINKS = 3
/** Authors of one link. A list of ten links has to fit into one row too. */
export const MAX_LINK_AUTHORS = 10
