import { describe, expect, it } from "vitest";
import { dockerOf, sourceOf } from "../../src/translate/program.ts";

describe("which tool a line is for", () => {
  it.each([
    ["docker ps", "", "docker ps"],
    ["ps -a", "", "docker ps -a"],
    ["sudo docker ps", "sudo", "docker ps"],
    ["sudo -u root -E /usr/bin/docker ps", "sudo -u root -E", "docker ps"],
    ["DOCKER_BUILDKIT=1 docker build .", "DOCKER_BUILDKIT=1", "docker build ."],
    ["$ docker images", "$", "docker images"],
    ["time docker pull nginx", "time", "docker pull nginx"],
    ["timeout 5 docker ps", "timeout 5", "docker ps"],
    ["docker-compose up -d", "", "docker compose up -d"],
    ["sudo /usr/local/bin/docker-compose -f a.yml logs", "sudo", "docker compose -f a.yml logs"],
    ["ctool ps", "", "docker ps"],
    ["exec -it docker sh", "", "docker exec -it docker sh"],
    ["exec docker run x", "exec", "docker run x"],
    ["sudo ps", "sudo", "docker ps"],
    ["time", "", "docker time"],
  ])("%s", (line, prefix, words) => {
    const found = dockerOf(line.split(" "));
    expect([found.prefix.join(" "), found.words.join(" ")]).toEqual([prefix, words]);
    expect(sourceOf(line.split(" "))).toBeNull();
  });
  it.each([
    ["crictl ps", "", "crictl ps"],
    ["sudo k3s ctr c ls", "sudo k3s", "ctr c ls"],
    ["/usr/bin/nerdctl -n k8s.io ps", "", "nerdctl -n k8s.io ps"],
    ["microk8s.ctr c ls", "", "ctr c ls"],
    ["CONTAINERD_NAMESPACE=k8s.io nerdctl ps", "CONTAINERD_NAMESPACE=k8s.io", "nerdctl ps"],
  ])("%s", (line, prefix, words) => {
    const found = sourceOf(line.split(" "));
    expect([found?.prefix.join(" "), found?.words.join(" ")]).toEqual([prefix, words]);
  });
});
