/** What each task changes on a host. */
@NullMarked
package dev.slipway.farm.task;

import org.jspecify.annotations.NullMarked;
