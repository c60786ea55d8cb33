package dev.slipway.release.render;

import java.util.Map;

/** Knows the DNS names of a director's own DNS; for links whose provider gives no address. */
@FunctionalInterface
public interface LinkAddresses {
  /**
   * The name that answers with a group's instances.
   *
   * @param query what a template asks for ({@code azs}, {@code status}, …), with the link's {@code
   *     group_name}, {@code group_type}, {@code default_network}, {@code deployment_name} and
   *     {@code root_domain}
   * @param shortNames whether the deployment uses short names
   */
  String address(Map<String, Object> query, boolean shortNames);
}
