/** An error in a request body or one of its fields, as in RFC 9457 problem documents. */
export interface FieldError {
  /** RFC 6901 JSON Pointer into the body; empty for the whole. */
  pointer: string
  detail: string
}
