/** What the exit code of ctool says; documented in `ctool help exit-codes`. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  noTool: 3,
  environment: 4,
  differs: 5,
  timeout: 124,
  interrupted: 130,
} as const;

/** An error that a person reads: what happened, why or what to type next (`hint`), and a command to paste (`fix`). */
export class CtoolError extends Error {
  readonly code: string;
  readonly exitCode: number;
  readonly hint: string | null;
  readonly fix: string | null;

  constructor(
    code: string,
    exitCode: number,
    message: string,
    { hint = null, fix = null }: { hint?: string | null; fix?: string | null } = {},
  ) {
    super(message);
    this.code = code;
    this.exitCode = exitCode;
    this.hint = hint;
    this.fix = fix;
  }
}

/** A wrong command line: exit 2. */
export const usageError = (message: string, hint: string | null = null, fix: string | null = null): CtoolError =>
  new CtoolError("usage", exitCodes.usage, message, { hint, fix });
