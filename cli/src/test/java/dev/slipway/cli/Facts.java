package dev.slipway.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a guest says about itself, all asked over one connection. */
record Facts(Map<String, String> all) {
  /** Each line of the answer is a name, a blank, and what was asked. */
  private static final String QUESTIONS =
      """
      tell() { printf '%s ' "$1"; shift; "$@" 2>&1 | tr '\\n' ' ' | sed 's/ *$//'; echo; }
      tell state systemctl is-system-running --wait
      tell failed systemctl list-units --failed --plain --no-legend
      tell ssh systemctl is-enabled ssh
      tell hostname hostname
      tell names hostname -f
      tell machine-id cat /etc/machine-id
      tell host-keys sh -c 'cut -d" " -f1,2 /etc/ssh/ssh_host_*_key.pub'
      tell firmware sh -c '[ -d /sys/firmware/efi ] && echo uefi || echo bios'
      tell post-install cat /var/lib/post-install.ran
      tell every-boot cat /var/lib/every-boot.ran
      tell ping getcap /usr/bin/ping
      tell napper getcap /usr/local/bin/napper
      tell installed sh -c 'dpkg -l | grep -c ^ii'
      tell broken sh -c 'dpkg --audit; dpkg -l | tail -n +6 | grep -v ^ii'
      tell apt sh -c 'apt-get check -qq && echo fine'
      tell resolv.conf grep ^nameserver /etc/resolv.conf
      tell resolved getent ahostsv4 deb.debian.org
      tell root df -B1M --output=size /
      tell swap swapon --show=SIZE,TYPE --noheadings
      tell addresses ip -o -4 address show scope global
      tell routes ip route
      tell result cat /var/lib/slipway-context/result
      tell medium findmnt -n -t iso9660
      tell needed systemd-analyze time
      tell blame sh -c 'systemd-analyze blame | grep slipway'
      """;

  /** Asks a guest, when its boot has come to rest. */
  static Facts of(Guest guest) throws IOException, InterruptedException {
    Map<String, String> answers = new LinkedHashMap<>();
    for (String line : guest.ssh(QUESTIONS)) {
      int blank = line.indexOf(' ');
      if (blank > 0) {
        answers.put(line.substring(0, blank), line.substring(blank + 1));
      } else {
        answers.put(line, "");
      }
    }
    System.out.println(guest.name() + ": " + answers.get("needed") + "; " + answers.get("blame"));
    return new Facts(answers);
  }

  /** How many MiB the root file system has. */
  int root() {
    String said = of("root");
    return Integer.parseInt(said.substring(said.lastIndexOf(' ') + 1));
  }

  /** What it said to one question. */
  String of(String name) {
    return all.getOrDefault(name, "(nothing was said)");
  }
}
