package dev.slipway.cli.server;

import dev.slipway.cli.Surroundings;
import dev.slipway.server.config.ConfigException;
import dev.slipway.server.config.Flag;
import dev.slipway.server.config.ServiceBrokerConfig;
import dev.slipway.server.servicebroker.KeyFile;
import dev.slipway.server.servicebroker.KeyRotation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway broker rotate-key}. */
@Command(
    name = "rotate-key",
    description = "Seals all credentials with a new key, and forgets the keys of before.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The broker may run meanwhile, and seals with the new key from then on. Where this is cut",
      "off, nothing is lost: run it again. Where keys are in the setting `key`, write a new one before the others, start",
      "all brokers anew, and run this: then the others can be left out.",
      "Example:",
      "  slipway broker rotate-key --data /srv/broker"
    })
final class RotateKey implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private BrokerOptions options = new BrokerOptions();

  RotateKey(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    ServiceBrokerConfig config;
    try {
      // There has to be a catalog among the settings, though it is of no matter here.
      Flag none = new Flag("--catalog", "catalog.yml");
      config = options.read(surroundings, Map.of("catalog", none)).config();
    } catch (ConfigException e) {
      return WrongConfig.explain(e, surroundings.err());
    }
    SecureRandom random = new SecureRandom();
    long sealed =
        config.key().isPresent()
            ? KeyRotation.seal(config, KeyFile.parse(config.key().get()), random)
            : rotate(config, random);
    surroundings
        .err()
        .printf(
            "slipway: %d %s sealed with the new key; nothing is sealed with another%n",
            sealed, sealed == 1 ? "binding is" : "bindings are");
    return 0;
  }

  private static long rotate(ServiceBrokerConfig config, SecureRandom random) throws IOException {
    if (!Files.isDirectory(config.data())) {
      throw new NoSuchFileException(config.data().toString());
    }
    return KeyRotation.rotate(config, random);
  }
}
