#!/bin/sh
# Runs the private node's first process in namespaces and cgroups of its own, and clears up after it whatever ended it:
# a clean stop, or the death of the test runner (which closes stdin).
# usage: cage.sh BASE    BASE is an empty folder; its name is the name of the cgroups too
base=$1
here=$(dirname "$0")
name=$(basename "$base")

# The folder of one line of /proc/self/cgroup (`4:memory:/path`): below the caller's own in v1. In v2 at the top, because
# there a cgroup that holds processes (the caller's) gives its children no controllers.
folder_of() {
  case $1 in
    "") if [ -e /sys/fs/cgroup/cgroup.procs ]; then echo "/sys/fs/cgroup/$name"; else echo "/sys/fs/cgroup/unified/$name"; fi ;;
    *) echo "/sys/fs/cgroup/${1#name=}${2%/}/$name" ;;
  esac
}

folders=$(while IFS=: read -r _ controllers path; do folder_of "$controllers" "$path"; done </proc/self/cgroup)

(
  for folder in $folders; do
    mkdir "$folder" 2>/dev/null || continue
    # A new cpuset is empty, and an empty one takes no process.
    for file in cpuset.cpus cpuset.mems; do
      if [ -e "$folder/$file" ] && [ ! -e "$folder/cgroup.controllers" ]; then cat "$folder/../$file" >"$folder/$file"; fi
    done
    echo 0 >"$folder/cgroup.procs"
  done
  exec unshare --mount --pid --net --uts --cgroup --fork --kill-child sh "$here/init.sh" "$base"
)
status=$?

# A cgroup can stay busy for a moment after its last process is gone.
for folder in $folders; do
  tries=0
  while [ -d "$folder" ] && [ $tries -lt 200 ]; do
    find "$folder" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.02
    tries=$((tries + 1))
  done
done
rmdir "$base"
exit $status
