/** Writing a disk for importers, for the commands that do so. */
@NullMarked
package dev.slipway.cli.export;

import org.jspecify.annotations.NullMarked;
