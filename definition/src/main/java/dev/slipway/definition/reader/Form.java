package dev.slipway.definition.reader;

/** How a value must be written. */
@FunctionalInterface
interface Form<T> {
  T read(Value value) throws Mistake;
}
