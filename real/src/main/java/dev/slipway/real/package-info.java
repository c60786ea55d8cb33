/** Real servers and programs that tests start on free ports in folders of their own. */
@NullMarked
package dev.slipway.real;

import org.jspecify.annotations.NullMarked;
