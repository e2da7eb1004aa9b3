#!/bin/sh
# Process 1 of a private node: makes everything the node writes to private, says which process it is, and lives until its
# standard input ends. Its death takes every process of the node with it.
# usage: init.sh BASE
set -eu
base=$1

# /proc is still the caller's here, so this is the pid the caller knows.
read -r pid _ </proc/self/stat
mount -t proc proc /proc
hostname node1
busybox ip link set lo up

fresh() {
  mkdir -p "$1"
  mount -t tmpfs -o mode=755 tmpfs "$1"
}

fresh "$base"
mkdir -p "$base/home/root" "$base/log" "$base/tmp"
chmod 1777 "$base/tmp"
chmod 711 "$base/home"
chmod 700 "$base/home/root"

# What is there stays readable; what is written stays in the node.
for dir in /etc /opt /usr/local /var/lib; do
  mkdir -p "$base/upper$dir" "$base/work$dir"
  mount -t overlay -o "lowerdir=$dir,upperdir=$base/upper$dir,workdir=$base/work$dir" overlay "$dir"
done
for dir in /run /var/log /var/lib/rancher /var/lib/containerd /var/lib/docker /var/lib/kubelet /var/lib/cni /var/lib/nerdctl /var/lib/buildkit; do
  fresh "$dir"
done
mkdir -p /run/lock /var/log/pods

# A node that is really here must not show through.
rm -rf /etc/rancher /etc/containerd /etc/docker /etc/nerdctl /etc/cni /etc/kubernetes /etc/buildkit /etc/crictl.yaml
rm -f /etc/systemd/system/k3s*.service /etc/systemd/system/rke2*.service /etc/resolv.conf
echo "nameserver 127.0.0.1" >/etc/resolv.conf

# Distributions put the CNI plugins elsewhere; containerd and nerdctl look here.
for dir in /usr/lib/cni /usr/libexec/cni; do
  [ -e /opt/cni/bin ] || [ ! -e $dir/bridge ] || { mkdir -p /opt/cni && ln -s $dir /opt/cni/bin; }
done

# The cgroup mounts again, at the same places, with the node's own cgroups as their roots.
cgroups=/sys/fs/cgroup
if [ -e $cgroups/cgroup.controllers ]; then
  umount -R $cgroups
  mount -t cgroup2 cgroup2 $cgroups
  # Containers get controllers only below a cgroup that holds no process itself.
  mkdir $cgroups/init
  echo 0 >$cgroups/init/cgroup.procs
  for controller in $(cat $cgroups/cgroup.controllers); do
    echo "+$controller" >$cgroups/cgroup.subtree_control
  done
else
  links=$(find $cgroups -maxdepth 1 -type l -printf '%f %l\n')
  unified=$(find $cgroups -maxdepth 1 -name unified)
  umount -R $cgroups
  mount -t tmpfs -o mode=755 tmpfs $cgroups
  while IFS=: read -r _ controllers _; do
    case $controllers in
      "") [ -z "$unified" ] || { mkdir "$unified" && mount -t cgroup2 cgroup2 "$unified"; } ;;
      name=*) mkdir "$cgroups/${controllers#name=}" && mount -t cgroup -o "none,$controllers" cgroup "$cgroups/${controllers#name=}" ;;
      *) mkdir "$cgroups/$controllers" && mount -t cgroup -o "$controllers" cgroup "$cgroups/$controllers" ;;
    esac
  done </proc/self/cgroup
  echo "$links" | while read -r name to; do
    [ -z "$name" ] || ln -s "$to" "$cgroups/$name"
  done
fi

echo "ready $pid"
# Waiting for a child, the shell also reaps the orphans (shims) that become this process's children.
cat >/dev/null
