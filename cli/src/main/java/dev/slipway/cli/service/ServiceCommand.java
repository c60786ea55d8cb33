package dev.slipway.cli.service;

import picocli.CommandLine.Command;

/** {@code slipway service}. */
@Command(
    name = "service",
    description = "Has a service broker make service instances and let applications in.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      LogIn.class,
      ShowCatalog.class,
      CreateInstance.class,
      UpdateInstance.class,
      ShowInstance.class,
      BindInstance.class,
      UnbindInstance.class,
      DeleteInstance.class,
      ListInstances.class,
      ShowStatus.class,
    },
    footer = {
      "",
      "Any broker that speaks the Open Service Broker API is understood. It is --broker, else",
      "SLIPWAY_SERVICE_BROKER, else the only one that you have logged in to. Its name and",
      "password are SLIPWAY_BROKER_LOGIN (name:password), else what `slipway service login`",
      "has stored.",
      "Example:",
      "  slipway service create mail-relay standard mail && slipway service bind mail"
    })
public final class ServiceCommand {}
