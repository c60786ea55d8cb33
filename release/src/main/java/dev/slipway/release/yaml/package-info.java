/** YAML as releases have it: read with the places of its values, written as their tools do. */
@NullMarked
package dev.slipway.release.yaml;

import org.jspecify.annotations.NullMarked;
