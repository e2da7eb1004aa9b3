import { describe, expect, it } from "vitest";
import { CHECKED, translate } from "../../../src/translate/index.ts";
import { groupFlags } from "../../../src/translate/specs/compose.ts";
import { complaint } from "../surface.ts";

async function nerdctl(line: string, version = "main") {
  const report = await translate(line, { tools: ["nerdctl"], versions: { nerdctl: version } });
  const [got] = report.translations;
  if (got === undefined) throw new Error(JSON.stringify(report.problems));
  return { ...got, argv: got.steps.map(({ argv }) => argv), flags: report.flags };
}

describe("flags before the verb", () => {
  const values: Record<string, string> = { ansi: "never", progress: "plain", parallel: "2" };
  for (const row of groupFlags) {
    it(`--${row.long} parses in every version, with every kind of verb`, async () => {
      const words = row.kind === "bool" ? [`--${row.long}`] : [`--${row.long}`, values[row.long] ?? "x"];
      for (const verb of ["up -d", "logs -f", "build", "ps", "exec web sh", "down"]) {
        const line = ["docker", "compose", ...words, ...verb.split(" ")].join(" ");
        for (const version of CHECKED.nerdctl) {
          const got = await nerdctl(line, version);
          expect(got.flags[0]?.tools.nerdctl, line).toBeDefined();
          if (got.flags[0]?.tools.nerdctl?.how === "lost" && got.fit !== "none") expect(got.fit).toBe("partial");
          for (const argv of got.argv) expect(complaint("nerdctl", version, argv), argv.join(" ")).toBeNull();
        }
      }
    });
  }
  it("stay there: -f is another flag after the verb", async () => {
    const { shell, fit } = await nerdctl("docker compose -f a.yml --file=b.yml -pshop logs -f web");
    expect([fit, shell]).toEqual(["exact", "nerdctl compose -f a.yml --file=b.yml -pshop logs -f web"]);
  });
  it("go along with every step", async () => {
    const { shell } = await nerdctl("docker compose -p shop build --push web");
    expect(shell).toBe("nerdctl compose -p shop build web\nnerdctl compose -p shop push web");
  });
  it("one --env-file is taken, the last", async () => {
    const { shell, notes } = await nerdctl("docker compose --env-file a --env-file b config");
    expect(shell).toBe("nerdctl compose --env-file b config");
    expect(notes[0]).toMatchObject({ kind: "lost", flag: "--env-file" });
  });
});

describe("--dry-run", () => {
  it.each(["docker compose --dry-run up -d", "docker compose down --dry-run", "docker compose --dry-run rm -f"])(
    "%s is never dropped",
    async (line) => {
      const { fit, argv, instead } = await nerdctl(line);
      expect([fit, argv]).toEqual(["none", []]);
      expect(instead).not.toBeNull();
    },
  );
  it("says nothing where nothing is changed, and is known to cp", async () => {
    expect((await nerdctl("docker compose --dry-run ps -a")).shell).toBe("nerdctl compose ps -a");
    expect((await nerdctl("docker compose ps --dry-run")).fit).toBe("exact");
    expect((await nerdctl("docker compose --dry-run cp a web:/b")).shell).toBe("nerdctl compose cp --dry-run a web:/b");
  });
});

describe("verbs that nerdctl has with a twist", () => {
  it.each([
    ["docker compose exec -it web sh", "exact", "nerdctl compose exec web sh"],
    ["docker compose exec -d web x", "exact", "nerdctl compose exec -d -T --interactive=false web x"],
    ["docker compose exec -dT web x", "exact", "nerdctl compose exec -dT --interactive=false web x"],
    ["docker compose run -d web", "exact", "nerdctl compose run -d --interactive=false web"],
    ["docker compose run -i -t web sh", "exact", "nerdctl compose run web sh"],
    ["docker compose run -dT web", "partial", "nerdctl compose run -d --interactive=false web"],
    ["docker compose run -p 80:80 -P web", "exact", "nerdctl compose run --publish 80:80 --service-ports web"],
    ["docker compose up --no-start -d --build web", "exact", "nerdctl compose create --build web"],
    ["docker compose up --no-start --scale web=2", "partial", "nerdctl compose create"],
    [
      "docker compose scale web=3 db=1",
      "partial",
      "nerdctl compose up -d --no-recreate --scale web=3 --scale db=1 web db",
    ],
    ["docker compose kill -s 9", "exact", "nerdctl compose kill -s KILL"],
    ["docker compose convert -q", "exact", "nerdctl compose config -q"],
    ["docker compose config web", "partial", "nerdctl compose config"],
    ["docker compose images --format table", "exact", "nerdctl compose images"],
    ["docker compose stop", "exact", "nerdctl compose stop"],
    ["docker compose pull --include-deps web", "exact", "nerdctl compose pull web"],
  ])("%s", async (line, fit, shell) => {
    const got = await nerdctl(line);
    expect([got.fit, got.shell]).toEqual([fit, shell]);
  });
  it("before 2.0.2, containers are always made anew", async () => {
    expect((await nerdctl("docker compose up --force-recreate", "1.7.7")).shell).toBe("nerdctl compose up");
    expect((await nerdctl("docker compose up --force-recreate", "1.7.7")).fit).toBe("exact");
    expect((await nerdctl("docker compose up --no-recreate", "1.7.7")).fit).toBe("partial");
  });
  it.each(["stop", "rm -fs", "kill", "down", "restart", "pause", "push"])(
    "%s of a service reaches what it depends on",
    async (verb) => {
      const { notes, fit } = await nerdctl(`docker compose ${verb} web`);
      expect(fit).toBe("partial");
      expect(notes[0]?.text).toContain("depend");
    },
  );
});
