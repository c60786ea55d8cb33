package dev.slipway.broker.backend;

/** An application that uses a service with what a binding gave it. */
public interface Application extends AutoCloseable {
  /** Keeps a text under a key of small letters; an exception where it may not. */
  void write(String key, String text) throws Exception;

  /** The text that is kept under a key, whoever wrote it; an exception where there is none. */
  String read(String key) throws Exception;

  /** Does something small in the session that is open; an exception where it was ended. */
  void speak() throws Exception;

  @Override
  void close() throws Exception;
}
