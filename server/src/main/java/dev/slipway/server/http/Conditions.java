package dev.slipway.server.http;

import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;

/** The method and the path that a route's condition asks for; routes here have no others. */
final class Conditions implements RequestPredicates.Visitor {
  Set<HttpMethod> methods = Set.of();
  String path = "";

  @Override
  public void method(Set<HttpMethod> asked) {
    methods = asked;
  }

  @Override
  public void path(String asked) {
    path = asked;
  }

  @Override
  @SuppressWarnings("removal") // Spring still asks for it.
  public void pathExtension(String extension) {}

  @Override
  public void header(String name, String value) {}

  @Override
  public void param(String name, String value) {}

  @Override
  public void version(String version) {}

  @Override
  public void startAnd() {}

  @Override
  public void and() {}

  @Override
  public void endAnd() {}

  @Override
  public void startOr() {}

  @Override
  public void or() {}

  @Override
  public void endOr() {}

  @Override
  public void startNegate() {}

  @Override
  public void endNegate() {}

  @Override
  public void unknown(RequestPredicate condition) {}
}
