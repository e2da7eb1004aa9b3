import { asTyped, conflict, operandsFirst, verb } from "../rules.ts";
import type { CommandSpec, FlagSpec } from "../spec.ts";
import { checkRun } from "./run/check.ts";
import { finishCrictl, finishCtr } from "./run/finish.ts";
import { networkFlags } from "./run/network.ts";
import { processFlags } from "./run/process.ts";
import { resourceFlags } from "./run/resources.ts";
import { securityFlags } from "./run/security.ts";
import { storageFlags } from "./run/storage.ts";

/** The rows of run (106) and create (103), by what they are about. */
function rows(create: boolean): FlagSpec[] {
  return [...processFlags(create), ...networkFlags(), ...resourceFlags(create), ...securityFlags(), ...storageFlags()];
}

const usage = operandsFirst("IMAGE [COMMAND] [ARG...]", "image", "command");

export const commands: readonly CommandSpec[] = [
  {
    path: "container run",
    aliases: ["run"],
    risk: "write",
    summary: "Creates a container from an image and starts it.",
    operands: usage,
    tools: {
      nerdctl: asTyped({
        conflicts: [
          conflict(
            "detach",
            "rm",
            "rm",
            "nerdctl refuses -d together with --rm; remove it yourself: nerdctl rm -f NAME",
          ),
          conflict(
            "detach",
            "interactive",
            "interactive",
            "nerdctl refuses -d together with -i unless there is a -t",
            "tty",
          ),
        ],
      }),
      crictl: verb("run", { finish: finishCrictl }),
      ctr: verb("run", {
        conflicts: [
          conflict("detach", "rm", "rm", "ctr refuses -d together with --rm; remove it yourself: ctr containers rm ID"),
        ],
        finish: finishCtr,
      }),
    },
    flags: rows(false),
    check: checkRun,
    examples: [
      "docker run nginx:alpine",
      "docker run -d --name web -p 80:80 nginx:alpine",
      "docker run -dp127.0.0.1:8080:80/tcp --name web nginx",
      "docker run -d -p 80 -p 7000-7002:7000-7002/udp nginx",
      "docker run -d -P --name web nginx:alpine",
      "docker run -it --name box ubuntu:22.04 bash",
      "docker run -itd --name box alpine sh",
      "docker run -i --rm alpine cat",
      "docker run -d --rm --name job busybox sleep 5",
      "docker run -d -i --name job busybox cat",
      "docker run --rm -e FOO=bar -e BAZ=1,2 -e=HOME alpine env",
      "docker run -d --name web --env-file app.env --env-file more.env nginx:alpine",
      "docker run -d --name web -v /srv/www:/usr/share/nginx/html:ro nginx:alpine",
      "docker run --rm -v $PWD:/src -v ~/x:/x:rslave -v data:/data -v /anon -w /src golang:1.22 go build",
      "docker run -d --name web --mount type=bind,source=/srv/www,target=/www,readonly nginx:alpine",
      "docker run --rm --mount source=data,target=/d --mount type=tmpfs,dst=/t,tmpfs-size=64m alpine df",
      "docker run -d --name web --tmpfs /run:size=64m nginx:alpine",
      "docker run -d --name web --net=host nginx:alpine",
      "docker run -d --name web --network mynet --network-alias w --ip 10.4.0.9 nginx:alpine",
      "docker run -d --network name=mynet,alias=w --name web nginx",
      "docker run -d --name web --network container:db nginx:alpine",
      "docker run --rm --network none alpine true",
      "docker run -d --name web --cap-add NET_ADMIN --cap-drop MKNOD nginx:alpine",
      "docker run --rm --cap-drop all --cap-add CAP_NET_BIND_SERVICE alpine true",
      "docker run --rm --user 1000:1000 --group-add 44 alpine id",
      "docker run --rm -u nobody:nogroup alpine id",
      "docker run --rm --entrypoint /bin/sh nginx:alpine -c 'ls /'",
      "docker run --rm --entrypoint '' nginx:alpine nginx -t",
      "docker run -d --name web --memory 512m --memory-swap -1 --cpus 1.5 nginx:alpine",
      "docker run -d --name web -c 512 --cpuset-cpus 0,1 --pids-limit 100 --oom-score-adj -500 nginx:alpine",
      "docker run -d --name web --restart on-failure:3 nginx:alpine",
      "docker run -d --name web --hostname web01 --domainname example.com --dns 1.1.1.1 --dns-opt ndots:2 nginx:alpine",
      "docker run -d --name web --read-only --sysctl net.core.somaxconn=1024 --init nginx:alpine",
      "docker run --rm --gpus all nvidia/cuda:12.4.1-base-ubuntu22.04 nvidia-smi",
      "docker run --rm --gpus '\"device=0,1\"' nvidia/cuda:12.4.1-base-ubuntu22.04 nvidia-smi",
      "docker run --rm --device /dev/null:/dev/foo:r --device /dev/fuse alpine ls /dev/foo",
      "docker run --rm --ulimit nofile=1024:2048 --ulimit nproc=512 alpine true",
      "docker run --rm --ipc host --uts host --pid container:db --cgroupns host alpine true",
      "docker run --rm --security-opt seccomp=p.json --security-opt apparmor=unconfined alpine true",
      "docker run --rm --security-opt no-new-privileges --security-opt label=level:s0 alpine true",
      "docker run -d --name web --health-cmd true --health-start-interval 5s nginx:alpine",
      "docker run --rm --shm-size 256m --no-healthcheck alpine df /dev/shm",
      "docker run -d --name web --log-driver json-file --log-opt max-size=10m nginx:alpine",
      "docker run --rm --platform linux/arm64 --pull always -q alpine uname -m",
      "docker run --rm --pull never alpine true",
      "docker run -d --name web --annotation a=b -l app=web --label-file l.txt nginx:alpine",
      "docker run --rm -a stdout --sig-proxy=false --cidfile cid alpine echo hi",
      "docker run -d --privileged --runtime io.containerd.kata.v2 --cgroup-parent /mine --name vm localhost:5000/vm:1",
    ],
  },
  {
    path: "container create",
    aliases: ["create"],
    risk: "write",
    summary: "Creates a container from an image without starting it.",
    operands: usage,
    tools: {
      nerdctl: asTyped(),
      crictl: verb("create", { finish: finishCrictl }),
      ctr: verb("containers create", { finish: finishCtr }),
    },
    flags: rows(true),
    check: checkRun,
    examples: [
      "docker create --name web -p 80:80 nginx:alpine",
      "docker container create -it --name box alpine sh",
      "docker create --name web --cpus 2 --cpu-shares 512 --cpuset-cpus 0 --ulimit nofile=64 nginx",
      "docker create --name web --restart always --log-driver json-file --platform linux/arm64 nginx",
      "docker create --rm -a stdin --name vm --runtime kata --network container:db --pull never alpine",
    ],
  },
];
