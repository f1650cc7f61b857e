/** Moves users: reads them, settles who is sent, maps them, sends them, and lets an operator steer it. */
@NullMarked
package dev.portage.transfer;

import org.jspecify.annotations.NullMarked;
