package dev.slipway.release.render;

/**
 * A link that a job provides, as {@code .bosh/links.json} tells it to programs on the instance.
 *
 * @param group the number of the link's group in the director's DNS
 */
public record ProvidedLink(String name, String type, String group) {}
