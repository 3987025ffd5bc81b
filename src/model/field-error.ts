/** What a body or a field got wrong, as RFC 9457 problem documents list it. */
export interface FieldError {
  /** RFC 6901 JSON Pointer into the body; empty for the whole. */
  pointer: string
  detail: string
}
