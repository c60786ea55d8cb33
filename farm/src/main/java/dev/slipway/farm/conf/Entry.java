package dev.slipway.farm.conf;

/**
 * A key and its value.
 *
 * @param line from 1
 * @param column where the key begins, from 1
 * @param valueColumn where the value begins, from 1
 * @param value without quotes
 */
record Entry(String key, String value, int line, int column, int valueColumn) {}
