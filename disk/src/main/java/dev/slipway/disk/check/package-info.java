/** What is wrong with disks' files. */
@NullMarked
package dev.slipway.disk.check;

import org.jspecify.annotations.NullMarked;
