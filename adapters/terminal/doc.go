// Package terminal brings the keyboard to the bot: it lays answers out as text and holds a
// conversation by lines, with editing and history where there is a real terminal, and without a
// single control code where there is none (a pipe, a dumb terminal). It speaks only the words of [bot].
package terminal
