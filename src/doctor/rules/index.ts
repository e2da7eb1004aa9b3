import type { Rule } from "../rule.ts";
import { buildkitOtherContainerd } from "./buildkit-other-containerd.ts";
import { cgroupDriverMismatch } from "./cgroup-driver-mismatch.ts";
import { cgroupV1 } from "./cgroup-v1.ts";
import { cniConfigBroken } from "./cni-config-broken.ts";
import { cniConfigMissing } from "./cni-config-missing.ts";
import { cniPluginMissing } from "./cni-plugin-missing.ts";
import { configFileBroken } from "./config-file-broken.ts";
import { containerdConfigBroken } from "./containerd-config-broken.ts";
import { containerdConfigNewer } from "./containerd-config-newer.ts";
import { containerdDeprecations } from "./containerd-deprecations.ts";
import { criDisabled } from "./cri-disabled.ts";
import { criFailed } from "./cri-failed.ts";
import { criMirrors } from "./cri-mirrors.ts";
import { criNotReady } from "./cri-not-ready.ts";
import { crictlConfigBroken } from "./crictl-config-broken.ts";
import { crictlDeadEndpoint } from "./crictl-dead-endpoint.ts";
import { crictlNoConfig } from "./crictl-no-config.ts";
import { crictlOtherEngine } from "./crictl-other-engine.ts";
import { crictlPlainPath } from "./crictl-plain-path.ts";
import { crictlSplitEndpoints } from "./crictl-split-endpoints.ts";
import { crictlTooNew } from "./crictl-too-new.ts";
import { ctrVersionSkew } from "./ctr-version-skew.ts";
import { defaultRuntimeMissing } from "./default-runtime-missing.ts";
import { diskLow } from "./disk-low.ts";
import { distributionStopped } from "./distribution-stopped.ts";
import { dockerAbsent } from "./docker-absent.ts";
import { dockerHostGrpc } from "./docker-host-grpc.ts";
import { dockerNoRights } from "./docker-no-rights.ts";
import { dockerOtherContext } from "./docker-other-context.ts";
import { dockerSeesNothing } from "./docker-sees-nothing.ts";
import { dockerSnap } from "./docker-snap.ts";
import { dockerSocketStale } from "./docker-socket-stale.ts";
import { dockerStopped } from "./docker-stopped.ts";
import { engineDenied } from "./engine-denied.ts";
import { engineReplaced } from "./engine-replaced.ts";
import { engineStaleSocket } from "./engine-stale-socket.ts";
import { engineStopped } from "./engine-stopped.ts";
import { hostsUnused } from "./hosts-unused.ts";
import { imageGcUnpinned } from "./image-gc-unpinned.ts";
import { imageHtml } from "./image-html.ts";
import { imageOnlyDocker } from "./image-only-docker.ts";
import { imageUnmanaged } from "./image-unmanaged.ts";
import { imageWrongNamespace } from "./image-wrong-namespace.ts";
import { k3sUsesDocker } from "./k3s-uses-docker.ts";
import { kubeletDeadEndpoint } from "./kubelet-dead-endpoint.ts";
import { kubeletOldFlags } from "./kubelet-old-flags.ts";
import { kubeletStopped } from "./kubelet-stopped.ts";
import { namespaceUnknown } from "./namespace-unknown.ts";
import { nerdctlCniMissing } from "./nerdctl-cni-missing.ts";
import { nerdctlConfigBroken } from "./nerdctl-config-broken.ts";
import { nerdctlDeadAddress } from "./nerdctl-dead-address.ts";
import { nerdctlDefaultSocket } from "./nerdctl-default-socket.ts";
import { nerdctlNamespace } from "./nerdctl-namespace.ts";
import { nerdctlNeedsRoot } from "./nerdctl-needs-root.ts";
import { nerdctlVersion } from "./nerdctl-version.ts";
import { noEngine } from "./no-engine.ts";
import { noTools } from "./no-tools.ts";
import { nodesInContainers } from "./nodes-in-containers.ts";
import { pauseImageMissing } from "./pause-image-missing.ts";
import { pauseImageUnpinned } from "./pause-image-unpinned.ts";
import { podsNotReady } from "./pods-not-ready.ts";
import { registryMirrorsOld } from "./registry-mirrors-old.ts";
import { registrySettingsDockerOnly } from "./registry-settings-docker-only.ts";
import { rootlessAndRoot } from "./rootless-and-root.ts";
import { rootlessStopped } from "./rootless-stopped.ts";
import { runcMissing } from "./runc-missing.ts";
import { serviceFailed } from "./service-failed.ts";
import { severalCriEngines } from "./several-cri-engines.ts";
import { socketOpen } from "./socket-open.ts";
import { toolNotExecutable } from "./tool-not-executable.ts";
import { toolsHang } from "./tools-hang.ts";
import { twoContainerds } from "./two-containerds.ts";
import { twoDockers } from "./two-dockers.ts";

/** Every rule, in the alphabet's order. A new one is a file beside this one, and a line here. */
export const rules: readonly Rule[] = [
  buildkitOtherContainerd,
  cgroupDriverMismatch,
  cgroupV1,
  cniConfigBroken,
  cniConfigMissing,
  cniPluginMissing,
  configFileBroken,
  containerdConfigBroken,
  containerdConfigNewer,
  containerdDeprecations,
  criDisabled,
  criFailed,
  criMirrors,
  criNotReady,
  crictlConfigBroken,
  crictlDeadEndpoint,
  crictlNoConfig,
  crictlOtherEngine,
  crictlPlainPath,
  crictlSplitEndpoints,
  crictlTooNew,
  ctrVersionSkew,
  defaultRuntimeMissing,
  diskLow,
  distributionStopped,
  dockerAbsent,
  dockerHostGrpc,
  dockerNoRights,
  dockerOtherContext,
  dockerSeesNothing,
  dockerSnap,
  dockerSocketStale,
  dockerStopped,
  engineDenied,
  engineReplaced,
  engineStaleSocket,
  engineStopped,
  hostsUnused,
  imageGcUnpinned,
  imageHtml,
  imageOnlyDocker,
  imageUnmanaged,
  imageWrongNamespace,
  k3sUsesDocker,
  kubeletDeadEndpoint,
  kubeletOldFlags,
  kubeletStopped,
  namespaceUnknown,
  nerdctlCniMissing,
  nerdctlConfigBroken,
  nerdctlDeadAddress,
  nerdctlDefaultSocket,
  nerdctlNamespace,
  nerdctlNeedsRoot,
  nerdctlVersion,
  noEngine,
  noTools,
  nodesInContainers,
  pauseImageMissing,
  pauseImageUnpinned,
  podsNotReady,
  registryMirrorsOld,
  registrySettingsDockerOnly,
  rootlessAndRoot,
  rootlessStopped,
  runcMissing,
  serviceFailed,
  severalCriEngines,
  socketOpen,
  toolNotExecutable,
  toolsHang,
  twoContainerds,
  twoDockers,
];
