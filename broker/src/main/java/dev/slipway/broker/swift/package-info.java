/** Accounts of an OpenStack Swift, with projects and users in Keystone. */
@NullMarked
package dev.slipway.broker.swift;

import org.jspecify.annotations.NullMarked;
