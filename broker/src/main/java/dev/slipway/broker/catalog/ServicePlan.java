package dev.slipway.broker.catalog;

import dev.slipway.broker.backend.Limits;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * A plan of a service.
 *
 * @param bindable whether applications can be bound; the service's word where the plan says nothing
 * @param updateable whether instances can go to other plans; as before
 * @param rotatable whether a binding can take another one's place
 * @param instances how many of its instances there may be
 * @param limits what an instance may use
 * @param settings what the back end is told besides; an object
 * @param schemas what parameters have to be like
 */
public record ServicePlan(
    String id,
    String name,
    boolean bindable,
    boolean updateable,
    boolean rotatable,
    Optional<MaintenanceInfo> maintenance,
    OptionalLong instances,
    Limits limits,
    JsonNode settings,
    Schemas schemas) {}
