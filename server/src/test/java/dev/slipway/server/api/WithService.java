package dev.slipway.server.api;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a client of one service that all of them share; it takes seconds to start. */
final class WithService implements ParameterResolver {
  private static final Namespace HERE = Namespace.create(WithService.class);

  /** What is kept until the last test. */
  private record Shared(Service service, Client client) implements AutoCloseable {
    private static Shared start() {
      try {
        Service service = Service.start();
        return new Shared(service, new Client(service, new Contract()));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws Exception {
      service.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Client.class || type == Service.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Shared shared =
        context
            .getRoot()
            .getStore(HERE)
            .computeIfAbsent(Shared.class, _ -> Shared.start(), Shared.class);
    return parameter.getParameter().getType() == Client.class ? shared.client : shared.service;
  }
}
