// Makefiles, rewritten: recipes and $(shell …), with make's own variables and signs as they are.
import { describe, expect, it } from "vitest";
import { translateScript } from "../../../src/translate/script/index.ts";
import type { Column } from "../../../src/translate/spec.ts";

async function rewrite(text: string, to: Column): Promise<string> {
  return (await translateScript(text, { to, kind: "makefile" })).text;
}

describe("in nerdctl", () => {
  it.each([
    [
      "build: ## docker build\n\t@docker build -t $(IMAGE):$(TAG) \\\n\t  --build-arg A=$$A .\n",
      "build: ## docker build\n\t@nerdctl build -t $(IMAGE):$(TAG) \\\n\t  --build-arg A=$$A .\n",
    ],
    [
      "stop:\n\t-docker stop web\n\t@-docker rm -f $$(docker ps -aq) || true\n",
      "stop:\n\t-nerdctl stop web\n\t@-nerdctl rm -f $$(nerdctl ps -aq) || true\n",
    ],
    ["IDS := $(shell docker ps -q)\n", "IDS := $(shell nerdctl ps -q)\n"],
    ["run: build ; docker run -d ${IMAGE}\n", "run: build ; nerdctl run -d ${IMAGE}\n"],
    [".RECIPEPREFIX = >\nall:\n>docker ps\n\tdocker ps\n", ".RECIPEPREFIX = >\nall:\n>nerdctl ps\n\tdocker ps\n"],
    [
      "all:\n\tdocker run --name $@ -v $(CURDIR):/s -v $$PWD:/p $< x\n",
      "all:\n\tnerdctl run --name $@ -v $(CURDIR):/s -v $$PWD:/p $< x\n",
    ],
    ["all:\r\n\tdocker ps\r\n", "all:\r\n\tnerdctl ps\r\n"],
    ["all:\n\tdocker stop --timeout 5 $(C)", "all:\n\tnerdctl stop --time 5 $(C)"],
  ])("%j", async (text, expected) => {
    expect(await rewrite(text, "nerdctl")).toBe(expected);
  });
});

describe("in ctr and crictl", () => {
  it.each<[Column, string, string]>([
    ["crictl", "a:\n\t@docker logs web\n", "a:\n\t@crictl logs $$(crictl ps -a -q --name '^web$$')\n"],
    ["ctr", "a:\n\t-docker rm -f $(C)\n", "a:\n\t-ctr tasks rm -f $(C) || true\n\t-ctr containers rm $(C)\n"],
    [
      "ctr",
      "a:\n\tdocker rm -f x && \\\n\techo ok\n",
      "a:\n\t{ ctr tasks rm -f x || true; ctr containers rm x; } && \\\n\techo ok\n",
    ],
    ["ctr", "a:\n\tdocker pull $(IMAGE)\n", "a:\n\tctr images pull $(IMAGE)\n"],
    ["ctr", "a: ; docker rm -f x\n", "a: ; { ctr tasks rm -f x || true; ctr containers rm x; }\n"],
  ])("%s: %j", async (to, text, expected) => {
    expect(await rewrite(text, to)).toBe(expected);
  });

  it("leaves what needs files, and says so", async () => {
    const text = "a:\n\tdocker run -d nginx\n";
    const { text: same, changes } = await translateScript(text, { to: "crictl", kind: "makefile" });
    expect(same).toBe(text);
    expect(changes).toMatchObject([{ line: 2, from: "docker run -d nginx", to: null, fit: "steps" }]);
  });
});

describe("what is no recipe stays", () => {
  it.each([
    "DOCKER ?= docker\nX = docker ps\n",
    "docker: x\n\ttrue\n",
    "# docker ps\nall: docker\n",
    "all:\n\t$(DOCKER) ps\n\techo docker\n",
  ])("%j", async (text) => {
    expect(await rewrite(text, "ctr")).toBe(text);
  });
});
