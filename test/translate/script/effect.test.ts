// The real shell runs the script before and after: the tool gets the words that docker got.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { translateScript } from "../../../src/translate/script/index.ts";

let folder = "";
/** Prints the words it gets, one per line, without its own name. */
const ECHO = `#!/bin/sh
case "$1 $2" in "ps -q") echo one; echo two; exit 0;; esac
{ echo ---; for word; do printf '[%s]\\n' "$word"; done; } >> "$LOG"
[ "$1" = load ] && cat >> "$LOG"
exit 0
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ctool-script-"));
  for (const tool of ["docker", "nerdctl"]) {
    writeFileSync(join(folder, tool), ECHO);
    chmodSync(join(folder, tool), 0o755);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(script: string): string {
  const log = join(folder, "log");
  writeFileSync(log, "");
  const env = { PATH: `${folder}:/usr/bin:/bin`, LOG: log, NAME: "a b", OPTS: "-p 80:80 -d" };
  execFileSync("/bin/sh", ["-c", script], { env, cwd: folder });
  return execFileSync("/bin/cat", [log], { encoding: "utf8" });
}

const SCRIPTS = [
  'docker run --name "$NAME" $OPTS nginx sh -c "echo \\"$NAME\\" \'x\'"\n',
  'for c in $(docker ps -q); do docker rm -f "$c" || true; done\n',
  "docker ps -q | xargs docker stop\n",
  "docker run \\\n  -e A='single $x' \\\n  -e B=\"double $NAME\" \\\n  nginx \\\n  `echo back`\n",
  "docker load <<EOF\nimage of $NAME\nEOF\n",
  "sh -c 'docker logs web --tail 5'; f() { docker exec web \"$@\"; }; f ls -l '*'\n",
  "if docker inspect web >/dev/null 2>&1 && ! false; then docker start web & wait; fi\n",
  "eval 'docker kill -s HUP web'; docker cp web:/a ~/b\n",
];

describe("nerdctl gets what docker got", () => {
  for (const script of SCRIPTS) {
    it(JSON.stringify(script), async () => {
      const { text } = await translateScript(script, { to: "nerdctl", kind: "shell" });
      expect(text).not.toContain("docker");
      const before = run(script);
      expect(before).toContain("---");
      expect(run(text)).toBe(before);
    });
  }
});
