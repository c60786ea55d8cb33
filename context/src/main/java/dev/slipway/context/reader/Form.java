package dev.slipway.context.reader;

/** How a single value must be written. */
@FunctionalInterface
interface Form<T> {
  T read(String written) throws Fault;
}
