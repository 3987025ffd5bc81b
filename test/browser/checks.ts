/** Counts what holds and what does not, and says so line by line. */
export class Checks {
  passed = 0
  failed = 0

  /** Runs one check; it fails when it throws. */
  async check(name: string, run: () => Promise<void>): Promise<void> {
    try {
      await run()
      this.passed++
      console.log(`ok    ${name}`)
    } catch (error) {
      this.failed++
      console.log(`FAIL  ${name}\n      ${error instanceof Error ? error.message.replaceAll("\n", "\n      ") : error}`)
    }
  }
}
