/**
 * What stops the platform from starting, in one clear sentence for the person at the console.
 * `main` prints it and ends with a non-zero exit code; nothing else may catch it.
 */
export class StartupProblem extends Error {
  readonly zh: string;
  readonly en: string;

  constructor(zh: string, en: string, cause?: unknown) {
    super(`${zh}\n${en}`, cause === undefined ? undefined : { cause });
    this.name = "StartupProblem";
    this.zh = zh;
    this.en = en;
  }
}

/** The operating system's error code (`EADDRINUSE`, `EACCES`, …) when there is one. */
export function systemCode(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}
