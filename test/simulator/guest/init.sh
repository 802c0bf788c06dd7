#!/bin/busybox sh
# First process of the guest: loads the kernel's modules, mounts the host's files read-only, and runs the jobs that
# come in over the job port, one line each. When the host's end of the port is gone, so is the guest.
/bin/busybox --install -s /bin
export PATH=/bin

# The console needs a moment to send it.
fail() { echo "$*"; usleep 300000; poweroff -f; }

mkdir -p /proc /sys /dev /host
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
ifconfig lo up

load() { for module in "$@"; do insmod "$module" || fail "cannot load $module"; done; }
load $(ls /modules/*.ko | grep -v xhci)

# Cached: each file travels once. Nothing that jobs read changes on the host while the guest runs.
mount -t 9p -o ro,trans=virtio,version=9p2000.L,msize=512000,cache=loose host /host ||
  fail "cannot mount the host's files"

mount -t proc proc /host/proc
mount -t sysfs sys /host/sys
mount -t devtmpfs dev /host/dev
mount -t tmpfs tmpfs /host/run
mkdir -p /host/run/tmp /host/run/home /host/run/udev/rules.d

# Node's USB hears of devices from udevd alone. It must not see the host's rules: they differ from machine to machine.
for rules in /host/etc/udev/rules.d /host/lib/udev/rules.d; do
  [ -d $rules ] && mount -t tmpfs tmpfs $rules
done
chroot /host /lib/systemd/systemd-udevd --resolve-names=never > /host/run/udevd.log 2>&1 &
until [ -S /host/run/udev/control ]; do
  kill -0 $! 2> /dev/null || fail "udevd does not start: $(cat /host/run/udevd.log)"
  usleep 10000
done

# Last, so that udevd hears of every device.
load $(ls /modules/*.ko | grep xhci)

exec 3<> /dev/$(ls /sys/class/virtio-ports)
echo ready >&3
while read -r token job <&3; do
  # With a process namespace of its own nothing that a job started outlives it.
  {
    echo "$job" | base64 -d > /host/run/job.sh
    chroot /host /usr/bin/unshare --fork --pid --kill-child --mount-proc /bin/sh /run/job.sh 3<&- < /dev/null 2>&1
    printf '\n%s %d\n' "$token" $?
  } >&3 &
done
fail 'the job port was closed'
