/** Instances that run on this machine and outlive the program that started them. */
@NullMarked
package dev.slipway.cloud.vm;

import org.jspecify.annotations.NullMarked;
