package dev.slipway.server.servicebroker;

import dev.slipway.broker.operation.Resealing;
import dev.slipway.broker.secret.Sealer;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.Schema;
import dev.slipway.database.Database;
import dev.slipway.server.config.ServiceBrokerConfig;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;

/** Seals all that a broker keeps with one key, so that no other is needed any more. */
public final class KeyRotation {
  private static final String LOCK = "broker.keys.lock";

  private KeyRotation() {}

  /**
   * With a new key in the data folder's file. Both keys are there until nothing is sealed with the
   * old one, so that it can be cut off anywhere and run again. A broker may work with the folder:
   * it reads the keys again whenever it seals.
   *
   * @return how many bindings were sealed
   */
  public static long rotate(ServiceBrokerConfig config, SecureRandom random) throws IOException {
    Path file = config.data().resolve(KeyFile.NAME);
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    try (FileChannel channel =
            FileChannel.open(
                config.data().resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new IOException("another `rotate-key` is at work in " + config.data());
      }
      long sealed = seal(config, KeyFile.add(file, random), random);
      KeyFile.forget(file, random);
      return sealed;
    }
  }

  /**
   * With the first of some keys.
   *
   * @param keys all of them, those of before too
   * @return how many bindings were sealed
   */
  public static long seal(ServiceBrokerConfig config, List<byte[]> keys, SecureRandom random)
      throws IOException {
    try (Database database = Schema.open(config.databaseUrl())) {
      Ledger ledger = Ledger.of(database, UUID.randomUUID().toString());
      return Resealing.run(ledger, new Sealer(keys, random));
    } catch (IllegalStateException e) {
      throw new IOException(e.getMessage() + "; nothing is lost: all keys are kept", e);
    }
  }
}
