package dev.slipway.server.page.servicebroker;

import dev.slipway.broker.catalog.Catalog;
import dev.slipway.broker.catalog.Service;
import dev.slipway.broker.catalog.ServicePlan;
import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** What ids are called in the catalog of now; one that is not in it stays what it is. */
record Names(Catalog catalog) {
  String service(String id) {
    return catalog.service(id).map(Service::name).orElse(id);
  }

  String plan(String service, String id) {
    return catalog.service(service).flatMap(s -> s.plan(id)).map(ServicePlan::name).orElse(id);
  }

  /** The address of an instance's page. */
  static String path(String instance) {
    return "/dashboard/instances/" + UriUtils.encodePathSegment(instance, StandardCharsets.UTF_8);
  }
}
