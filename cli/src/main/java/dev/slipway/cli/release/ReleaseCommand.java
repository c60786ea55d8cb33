package dev.slipway.cli.release;

import picocli.CommandLine.Command;

/** {@code slipway release}. */
@Command(
    name = "release",
    description = "Packages service software as BOSH releases.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      InitRelease.class,
      Generate.class,
      CreateReleaseCommand.class,
      RenderJob.class,
      CompileReleaseCommand.class,
      AddBlob.class,
      RemoveBlob.class,
      ListBlobs.class,
      SyncBlobs.class,
      UploadBlobs.class,
      VendorPackageCommand.class,
      ResetRelease.class,
      VerifyRelease.class,
      UploadRelease.class,
      ListReleases.class,
      ShowRelease.class,
      DownloadRelease.class,
      ExportRelease.class,
      RemoveRelease.class
    },
    footer = {
      "",
      "Commands that work on a release directory use the current one, or that of --dir.",
      "Commands that work on a release store use that of SLIPWAY_RELEASES, or of --store.",
      "Example:",
      "  mkdir redis-release && cd redis-release",
      "  slipway release init --git",
      "  slipway release generate package redis",
      "  slipway release generate job redis",
      "  slipway release create --force --tarball redis.tgz"
    })
public final class ReleaseCommand {}
