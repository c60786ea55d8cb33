package dev.slipway.context;

import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import java.util.List;
import java.util.Optional;

/**
 * What one instance is to become at its first boot, whatever form it is given in.
 *
 * @param hostname a name or a full domain name
 * @param instanceId 1 to 64 of {@code A-Za-z0-9._-}; empty: from the content and the name
 * @param network one entry per card; empty: DHCP on the first one
 * @param users in order
 * @param sshKeys lines of authorized_keys, for root
 * @param files in order
 * @param postInstall a script that root runs once per instance
 * @param everyBoot a script that root runs at each boot, after the former
 * @param commands shell lines that root runs once per instance, after {@code postInstall}
 * @param tests shell lines whose output and status a boot test reads from the console
 * @param folder what else is on the medium, as in a folder with {@code common/network}; empty
 *     otherwise
 */
public record ContextSpec(
    Optional<String> hostname,
    Optional<String> instanceId,
    List<NetworkInterface> network,
    List<ContextUser> users,
    List<String> sshKeys,
    List<ContextFile> files,
    Optional<Content> postInstall,
    Optional<Content> everyBoot,
    List<String> commands,
    List<String> tests,
    Optional<Directory> folder) {
  /** Copies what is mutable. */
  public ContextSpec {
    network = List.copyOf(network);
    users = List.copyOf(users);
    sshKeys = List.copyOf(sshKeys);
    files = List.copyOf(files);
    commands = List.copyOf(commands);
    tests = List.copyOf(tests);
  }

  /** A context that declares nothing: the instance only gets an identity. */
  public static ContextSpec empty() {
    return new ContextSpec(
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** The same with another host name. */
  public ContextSpec withHostname(String newHostname) {
    return new ContextSpec(
        Optional.of(newHostname),
        instanceId,
        network,
        users,
        sshKeys,
        files,
        postInstall,
        everyBoot,
        commands,
        tests,
        folder);
  }

  /** The same with this instance id. */
  public ContextSpec withInstanceId(String newInstanceId) {
    return new ContextSpec(
        hostname,
        Optional.of(newInstanceId),
        network,
        users,
        sshKeys,
        files,
        postInstall,
        everyBoot,
        commands,
        tests,
        folder);
  }

  /** The same with these commands of a boot test in place of those it has. */
  public ContextSpec withTests(List<String> newTests) {
    return new ContextSpec(
        hostname,
        instanceId,
        network,
        users,
        sshKeys,
        files,
        postInstall,
        everyBoot,
        commands,
        newTests,
        folder);
  }
}
