package dev.slipway.farm.task;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a service's unit for systemd. */
record Unit(Service service, String workdir, String user, boolean ownJdk) {
  String text() {
    return """
    # Written by slipway farm; what is changed here is lost.
    [Unit]
    Description=%s
    Wants=network-online.target
    After=network-online.target

    [Service]
    ExecStart=%s/slipway %s --config %s/%s
    WorkingDirectory=%s
    User=%s
    %s
    Restart=on-failure
    RestartSec=5
    # Java ends with this where it was asked to end.
    SuccessExitStatus=143
    KillSignal=SIGTERM
    KillMode=mixed
    TimeoutStopSec=%d
    UMask=0027
    %s

    [Install]
    WantedBy=multi-user.target
    """
        .formatted(
            service.description(),
            workdir,
            service.command(),
            workdir,
            service.config(),
            workdir,
            user,
            environment(),
            service.patience().toSeconds(),
            String.join("\n", limits()));
  }

  private String environment() {
    return Stream.concat(
            Stream.of(
                "SLIPWAY_CACHE=" + workdir + "/cache",
                "SLIPWAY_IMAGES=" + workdir + "/images",
                "SLIPWAY_VMS=" + workdir + "/vms"),
            ownJdk ? Stream.of("JAVA_HOME=" + workdir + "/jdk") : Stream.empty())
        .map(variable -> "Environment=" + variable)
        .collect(Collectors.joining("\n"));
  }

  /**
   * What it cannot do. A worker makes namespaces, mounts /proc and /sys in them, gives files any
   * owner, and for that runs newuidmap, which is setuid: what a server may not do it may.
   */
  private List<String> limits() {
    Stream<String> both =
        Stream.of(
            "ProtectSystem=" + (service.command().equals("server") ? "strict" : "full"),
            "ReadWritePaths=" + workdir,
            "ProtectControlGroups=yes",
            "ProtectClock=yes",
            "RestrictRealtime=yes",
            "LockPersonality=yes");
    Stream<String> hidden =
        Stream.concat(
            isBelow("/tmp", "/var/tmp") ? Stream.empty() : Stream.of("PrivateTmp=yes"),
            isBelow("/home", "/root", "/run/user") ? Stream.empty() : Stream.of("ProtectHome=yes"));
    Stream<String> ofServer =
        service.command().equals("server")
            ? Stream.of(
                "NoNewPrivileges=yes",
                "PrivateDevices=yes",
                "ProtectKernelTunables=yes",
                "ProtectKernelModules=yes",
                "ProtectKernelLogs=yes",
                "ProtectHostname=yes",
                "RestrictNamespaces=yes",
                "RestrictSUIDSGID=yes",
                "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
                "CapabilityBoundingSet=")
            : Stream.empty();
    return Stream.of(both, hidden, ofServer).flatMap(s -> s).toList();
  }

  /** What is hidden there would be the program itself. */
  private boolean isBelow(String... folders) {
    return Stream.of(folders).anyMatch(folder -> (workdir + "/").startsWith(folder + "/"));
  }
}
