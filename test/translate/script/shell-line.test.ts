import { describe, expect, it } from "vitest";
import { translateLine } from "../../../src/translate/lint/index.ts";

const shells = async (line: string) =>
  Object.fromEntries((await translateLine(line)).translations.map(({ tool, shell }) => [tool, shell]));

describe("a line in which the shell does something, too", () => {
  it.each([
    [
      "docker save nginx:alpine > nginx.tar",
      "nerdctl save nginx:alpine > nginx.tar",
      "",
      "ctr images export - docker.io/library/nginx:alpine > nginx.tar",
    ],
    ["docker load < a.tar", "nerdctl load < a.tar", "", "ctr images import - < a.tar"],
    ["docker ps | grep web", "nerdctl ps | grep web", "crictl ps | grep web", "ctr tasks ls | grep web"],
    [
      "docker logs web 2>&1 | tail -5",
      "nerdctl logs web 2>&1 | tail -5",
      "crictl logs $(crictl ps -a -q --name '^web$') 2>&1 | tail -5",
      "",
    ],
    [
      "cat x.sql | docker exec -i db psql",
      "cat x.sql | nerdctl exec -i db psql",
      "cat x.sql | crictl exec -i $(crictl ps -q --name '^db$') psql",
      "cat x.sql | ctr tasks exec --exec-id e1 db psql",
    ],
    [
      "docker ps && docker images",
      "nerdctl ps && nerdctl images",
      "crictl ps && crictl images",
      "ctr tasks ls && ctr images ls",
    ],
  ])("%s", async (line, nerdctl, crictl, ctr) => {
    expect(await shells(line)).toEqual({ nerdctl, crictl, ctr });
  });

  it("says of which call it speaks where there are several, and leaves what has no form", async () => {
    const { translations, problems } = await translateLine("docker rename a b; docker ps");
    expect(problems).toEqual([]);
    const crictl = translations.find(({ tool }) => tool === "crictl");
    expect(crictl).toMatchObject({ fit: "partial", shell: "docker rename a b; crictl ps", steps: [] });
    expect(crictl?.notes[0]?.text).toMatch(/^docker rename a b stays as it is: CRI names containers once/);
  });

  it("shows the way to a form that takes several commands", async () => {
    const { translations } = await translateLine("docker run --rm alpine ls | wc -l");
    expect(translations.find(({ tool }) => tool === "crictl")).toMatchObject({
      fit: "none",
      shell: "",
      instead: "ctool translate docker run --rm alpine ls",
    });
  });

  it.each(["crictl images | grep x", "ls > f", "docker ps |", "docker ps >", "docker ps (", "docker ps; fi"])(
    "%s is a problem: no call of docker, or no whole line",
    async (line) => {
      const { translations, problems } = await translateLine(line);
      expect(translations).toEqual([]);
      expect(problems.map(({ code }) => code)).toEqual(["shell-syntax"]);
    },
  );
});
